const ORGANIZATION = "( SELECT current_organization() AS current_organization)";
const PERSON = "( SELECT current_person() AS current_person)";
const MAILBOX = "( SELECT current_mailbox() AS current_mailbox)";
const OF_ORGANIZATION = `(organization_id = ${ORGANIZATION})`;

/** For the functions that say what must be known before a tenant is, and those that forget in every organization at once. */
const WITH_LOOKUPS = "(( SELECT current_setting('gatehouse.lookup'::text, true) AS current_setting) = 'on'::text)";
const LOOKUPS = `lookups SELECT owner ${WITH_LOOKUPS}`;
const FORGETTINGS = `forgettings DELETE owner ${WITH_LOOKUPS}`;

const whole = (its: string) => `of_organization ALL public COALESCE(${its}, false); ${its}`;

/** Rows that a person sees as well, whose own they are. */
const withOwn = (own: string, its = OF_ORGANIZATION, written = its) => [
  `seen SELECT public COALESCE((${its} OR ${own}), false)`,
  `added INSERT public ; ${written}`,
  `changed UPDATE public COALESCE(${its}, false); ${written}`,
  `removed DELETE public COALESCE(${its}, false)`,
];

/** Every policy of every table that has rows of organizations, as Postgres writes it: name, command, role, what is seen; what may be written. */
export const POLICIES: Record<string, string[]> = {
  organizations: [whole(`(id = ${ORGANIZATION})`), LOOKUPS],
  organization_policies: [whole(OF_ORGANIZATION), LOOKUPS],
  organization_domains: [whole(OF_ORGANIZATION), LOOKUPS],
  roles: [whole(OF_ORGANIZATION), LOOKUPS],
  memberships: [...withOwn(`(user_id = ${PERSON})`), LOOKUPS],
  join_requests: [...withOwn(`(user_id = ${PERSON}) OR (decided_by = ${PERSON})`), LOOKUPS, FORGETTINGS],
  ownership_transfers: [...withOwn(`(to_user_id = ${PERSON}) OR (from_user_id = ${PERSON})`), LOOKUPS],
  organization_invitations: [
    ...withOwn(`(invited_by = ${PERSON}) OR (accepted_by = ${PERSON}) OR (email = ${MAILBOX})`),
    LOOKUPS,
    FORGETTINGS,
  ],
  // What is of no organization is seen by who is in none, and written by all.
  audit_events: withOwn(
    `(subject_user_id = ${PERSON}) OR (actor_id = ${PERSON}) OR ((target_type = 'user'::text) AND (target_id = (${PERSON})::text))`,
    `(NOT (organization_id IS DISTINCT FROM ${ORGANIZATION}))`,
    `((organization_id IS NULL) OR ${OF_ORGANIZATION})`,
  ),
};

/** It has a column with an organization and no wall, because it is no row of one. */
export const NO_TENANT_TABLES: Record<string, string> = { sessions: "says where its person acts; it is the person's" };

/** What runs as the owner of the tables, and why it must know something before a tenant is known. */
export const LOOKUP_FUNCTIONS: Record<string, string> = {
  "ensure_audit_partitions(timestamp with time zone)": "Makes the months of the record, which the API must not own.",
  "forget_decided(timestamp with time zone)": "Maintenance deletes what was decided long ago, and is in no organization.",
  "forget_invitations_of(text[])": "An erasure takes the invitations to a person's addresses, wherever they are.",
  "invitations_for_address(text,timestamp with time zone)": "Whoever signs in learns that they are invited.",
  "list_organizations(uuid,integer)": "Operators see which organizations there are.",
  "organization_access(uuid,uuid)": "Says what a person is in an organization, before they are let in.",
  "organization_epoch(uuid)": "Every process asks whether what it remembers of one still counts.",
  "organization_epochs_since(timestamp with time zone)": "The same, of all, when a process has lost its connection.",
  "organization_for_domain(text)": "Whose the mail domain of a new person is.",
  "organization_of_invitation(bytea)": "Which organization a mailed link leads to.",
  "organizations_due_for_erasure(timestamp with time zone)": "Maintenance finds what is to be deleted.",
  "organizations_of_user(uuid)": "Where a person may go.",
  "owned_organizations(uuid)": "Who closes their account hears of organizations that would have no owner.",
};

/** The rest: they run as who calls them, and see what that one sees. */
export const PLAIN_FUNCTIONS: Record<string, string> = {
  "current_mailbox()": "The address of that person, once it is proven.",
  "current_organization()": "What the transaction was told, for the policies.",
  "current_person()": "Likewise.",
  "user_words(text,text)": "The words of a person's name and address, for an index.",
};

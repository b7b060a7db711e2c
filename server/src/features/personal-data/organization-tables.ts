import type { PersonalTable } from "./personal-table.ts";

const GONE = "Nothing.";
/** The row goes with the person's own: the reference deletes it. */
const WITH_THE_ACCOUNT: PersonalTable["erasure"] = [];

/** What a person is in organizations. Read in the person's own context, in which each shows them what is theirs. */
export const ORGANIZATION_TABLES: readonly PersonalTable[] = [
  {
    table: "memberships",
    about: "The organizations of which you are a member, and your role there.",
    sections: [{ name: "memberships", where: "user_id = :userId" }],
    shown: ["organization_id", "built_in_role", "role_id", "created_at"],
    withheld: { user_id: "yourself", version: "internal" },
    erasure: WITH_THE_ACCOUNT,
    afterwards: GONE,
  },
  {
    table: "join_requests",
    about: "Organizations that you asked to join.",
    sections: [{ name: "joinRequests", where: "user_id = :userId", pages: ["id"] }],
    shown: ["id", "organization_id", "created_at", "decided_at", "decision"],
    withheld: { user_id: "yourself", decided_by: "internal" },
    erasure: [{ set: "decided_by = null", where: "decided_by = :userId" }],
    afterwards: GONE,
  },
  {
    table: "ownership_transfers",
    about: "Organizations that you handed over, or that were offered to you.",
    sections: [{ name: "ownershipTransfers", where: "from_user_id = :userId or to_user_id = :userId", pages: ["id"] }],
    shown: ["id", "organization_id", "created_at", "expires_at", "ended_at", "outcome"],
    withheld: { from_user_id: "yourself", to_user_id: "yourself" },
    erasure: [{ delete: "from_user_id = :userId or to_user_id = :userId" }],
    afterwards: GONE,
  },
  {
    table: "organization_invitations",
    about: "Invitations to organizations: those that you sent or accepted, and those that wait at your address.",
    sections: [
      { name: "organizationInvitations", where: "invited_by = :userId or accepted_by = :userId or email = any(:emails)", pages: ["id"] },
    ],
    shown: [
      "id",
      "organization_id",
      // Whom you invited is not yours to take along.
      ["email", "case when email = any(:emails) then email end as email"],
      ["invited_by", "coalesce(invited_by = :userId, false) as is_made_by_you"],
      "created_at",
      "last_sent_at",
      "expires_at",
      "accepted_at",
      "declined_at",
      "revoked_at",
    ],
    withheld: {
      token_hash: "secret",
      was_mailed: "internal",
      invited_by_name: "yourself",
      accepted_by: "yourself",
      built_in_role: "internal",
      role_id: "internal",
    },
    erasure: [
      { delete: "accepted_by = :userId" },
      { set: "invited_by = null, invited_by_name = null", where: "invited_by = :userId" },
      // Whatever organization wrote to the person: no context shows all of them.
      { call: "forget_invitations_of(:emails)" },
    ],
    afterwards: "Of invitations that you sent: that somebody did.",
  },
];

import type { AuditEvent } from "../../api/types.ts";
import { describeDevice } from "../../lib/describe-device.ts";

/** A sentence in parts: plain words, and machine facts to be set in mono. */
export type Sentence = (string | { fact: string })[];

/** A look-up by names from outside, so without the ones that every object has. */
function namesOnly<Value>(entries: Record<string, Value>): Partial<Record<string, Value>> {
  return Object.assign(Object.create(null), entries);
}

type Describe = (event: AuditEvent) => Sentence;

/** What a person calls it; said of an event on their own account. */
const sentences = namesOnly<Describe>({
  "user.registered": (event) => ["Created this account", ...factOf(event.after, "email", " with ")],
  "user.registration_refused": () => ["Someone tried to register with your email address; nothing was changed"],
  "user.updated": (event) => describeUpdate(event),
  "user.password_changed": () => ["Changed the password"],
  "user.password_change_refused": () => ["Tried to change the password with a wrong current one"],
  "user.registration_requested": () => ["Asked to create an account with this address"],
  "user.email_verified": (event) => describeVerified(event),
  "user.verification_requested": () => ["Asked for a code to confirm the address"],
  "user.recovery_requested": () => ["Asked for a code to set a new password"],
  "user.password_recovered": () => ["Set a new password with a mailed code"],
  "user.email_change_requested": (event) => ["Asked to change the address", ...factOf(event.after, "newEmail", " to ")],
  "user.email_change_refused": () => ["Tried to change the address with a wrong password"],
  "user.email_change_cancelled": () => ["Cancelled the change of address"],
  "user.email_changed": ({ before, after }) => [
    "Changed the address",
    ...factOf(before, "email", " from "),
    ...factOf(after, "email", " to "),
  ],
  "user.email_change_undone": (event) => ["Undid the change of address", ...factOf(event.after, "email", ": it is again ")],
  "user.additions_undone": () => ["Took back what had been added to sign in with, by a mailed link"],
  "user.role_changed": ({ after }) => [
    textOf(after, "instanceRole") === "administrator" ? "Gave the role of administrator" : "Took the role of administrator away",
  ],
  "user.password_reset_required": () => ["Took the password away, so that a new one is set"],
  "organization.created": (event) => ["Created an organization", ...factOf(event.after, "name", " ")],
  "organization.entered": () => ["Began to act in an organization"],
  "organization.updated": ({ after }) => ["Renamed an organization", ...factOf(after, "name", " to ")],
  "role.created": (event) => [`Made the role ${quoted(event.after)}`],
  "role.updated": ({ before, after }) => {
    const [old, now] = [textOf(before, "name"), textOf(after, "name")];
    return old === now ? [`Changed the role ${quoted(after)}`] : [`Changed the role ${quoted(before)}, which is ${quoted(after)} now`];
  },
  "role.deleted": ({ before, after }) => {
    const instead = textOf(after, "replacementRole");
    return [`Deleted the role ${quoted(before)}`, ...(instead === undefined ? [] : [`; its members are “${instead}” now`])];
  },
  "policy.updated": () => ["Changed what an organization asks of its members"],
  "organization.closed": () => ["Closed an organization, to be deleted after 14 days"],
  "organization.reopened": () => ["Opened an organization again; it is not deleted"],
  "organization.erased": () => ["Deleted an organization for good"],
  "member.role_changed": ({ before, after }) => [
    "Changed a role in an organization",
    ...factOf(before, "roleName", " from "),
    ...factOf(after, "roleName", " to "),
  ],
  "member.removed": () => ["Removed a member from an organization"],
  "member.left": () => ["Left an organization"],
  "ownership.offered": () => ["Offered to hand an organization over"],
  "ownership.accepted": () => ["Took an organization over"],
  "ownership.declined": () => ["Did not take an organization over"],
  "ownership.cancelled": () => ["Withdrew the offer to hand an organization over"],
  "organization.looked_into": ({ after }) => [
    `Looked into the organization as an administrator of this Gatehouse: “${textOf(after, "purpose") ?? "no reason is recorded"}”`,
  ],
  "impersonation.started": ({ after }) => [`Looked at the account, reading only: “${textOf(after, "purpose") ?? "no reason is recorded"}”`],
  "user.disabled": () => ["Disabled this account"],
  "user.enabled": () => ["Enabled this account again"],
  "user.exported": ({ userAgent }) => ["Downloaded all data of this account", ...withDevice(userAgent)],
  "user.deletion_requested": () => ["Closed this account, to be deleted after 14 days"],
  "user.deletion_undone": () => ["Opened this account again; it is not deleted"],
  "user.deleted": () => ["Deleted this account for good"],
  "session.started": ({ userAgent }) => ["Signed in", ...withDevice(userAgent)],
  "session.second_factor_asked": ({ userAgent }) => ["Got past the first step of signing in", ...withDevice(userAgent)],
  "session.denied": (event) => [denials[textOf(event.after, "reason") ?? ""] ?? "Tried to sign in and was refused"],
  "session.throttled": () => ["Has to wait after too many wrong passwords"],
  "session.unblocked": () => ["Let this browser try again with a mailed link"],
  "session.ended": (event) => [endings[textOf(event.after, "reason") ?? ""] ?? "Ended", ...shortId(event)],
  "session.named": (event) => [...describeNaming(event), ...shortId(event)],
  "session.reuse_detected": (event) => ["A used refresh token came back, as after a theft; its session was ended", ...shortId(event)],
  "session.stepped_up": () => ["Proved it is you again"],
  "second_factor.added": (event) => ["Added ", factorOf(event.after)],
  "second_factor.removed": (event) => ["Removed ", factorOf(event.before)],
  "second_factor.used": (event) => ["Used ", proofOf(event.after)],
  "second_factor.failed": (event) => [`Someone tried ${proofOf(event.after)} that did not fit`],
  "recovery_codes.created": () => ["Made new recovery codes"],
  "passkey.added": (event) => [`Added the passkey ${quoted(event.after)}`],
  "passkey.renamed": ({ before, after }) => [`Renamed the passkey ${quoted(before)} to ${quoted(after)}`],
  "passkey.removed": (event) => [`Removed the passkey ${quoted(event.before)}`],
  "connection.added": (event) => ["Connected ", ...describeConnection(event.after)],
  "connection.removed": (event) => ["Disconnected ", ...describeConnection(event.before)],
  "notice.dismissed": (event) => [event.target ? "Dismissed a security notice" : "Dismissed all security notices"],
  "invitation.created": (event) => ["Sent an invitation", ...factOf(event.after, "email", " to ")],
  "invitation.revoked": (event) => ["Revoked the invitation", ...factOf(event.before, "email", " of ")],
  "invitation.accepted": () => ["Joined by invitation"],
  "instance.administrator_created": () => ["Became the first administrator of this Gatehouse"],
  "organization_invitation.created": () => ["Invited somebody to an organization"],
  "organization_invitation.updated": () => ["Offered another role to somebody who is invited to an organization"],
  "organization_invitation.resent": () => ["Sent an invitation to an organization again"],
  "organization_invitation.revoked": () => ["Withdrew an invitation to an organization"],
  "organization_invitation.accepted": () => ["Joined an organization by invitation"],
  "organization_invitation.declined": () => ["Declined an invitation to an organization"],
  "domain.added": (event) => ["Added a mail domain to an organization", ...factOf(event.after, "domain", ": ")],
  "domain.code_sent": (event) => ["Had a code mailed, to prove a mail domain", ...factOf(event.after, "sentTo", ": ")],
  "domain.verified": (event) => ["Proved a mail domain", ...factOf(event.after, "domain", ": ")],
  "domain.updated": () => ["Changed how people of a mail domain come into an organization"],
  "domain.removed": (event) => ["Removed a mail domain", ...factOf(event.before, "domain", ": ")],
  "member.joined": () => ["Joined an organization by its mail domain"],
  "join_request.created": () => ["Asked to join an organization"],
  "join_request.accepted": () => ["Let in who had asked to join an organization"],
  "join_request.declined": () => ["Turned down who had asked to join an organization"],
});

const proofs = namesOnly({ totp: "a code of the authenticator app", recovery_code: "a recovery code", passkey: "a passkey" });
const factors = namesOnly({ totp: "an authenticator app", passkey: "a passkey", all: "every second factor" });

function proofOf(values: AuditEvent["after"]): string {
  return proofs[textOf(values, "method") ?? ""] ?? "a second factor";
}

function factorOf(values: AuditEvent["after"]): string {
  return factors[textOf(values, "method") ?? ""] ?? "a second factor";
}

function quoted(values: AuditEvent["after"]): string {
  return `“${textOf(values, "name") ?? ""}”`;
}

const endings = namesOnly({
  signed_out: "Signed out",
  revoked: "Signed out from another device:",
  password_changed: "Signed out by the change of password",
  password_recovered: "Signed out by the new password that was set with a mailed code:",
  email_changed: "Signed out by the change of address:",
  email_change_undone: "Signed out when the change of address was undone:",
  additions_undone: "Signed out when what had been added to sign in with was taken back:",
  account_claimed: "Signed out when the owner of the address took the account over:",
  second_factors_removed: "Signed out when every second factor was removed:",
  user_disabled: "Signed out because the account was disabled",
  account_closed: "Signed out because the account was closed:",
  reuse_detected: "Signed out to be safe",
  signed_out_by_administrator: "Signed out by an administrator:",
  password_reset_required: "Signed out because a new password was asked for:",
  role_changed: "Signed out because the role was changed:",
  impersonation_stopped: "Stopped looking at the account:",
  impersonator_left: "Stopped looking at the account, because the administrator’s own session ended:",
  replaced: "Replaced by a new sign-in in the same browser",
});

const denials = namesOnly({
  wrong_credentials: "Tried to sign in with a wrong password",
  account_disabled: "Tried to sign in while the account was disabled",
  account_closed: "Tried to sign in while the account was closed",
  email_not_verified: "Tried to sign in before the address was confirmed",
  passkey_refused: "Tried to sign in with a passkey that does not fit",
});

/** Says what happened. An action this console does not know yet still reads: its own name in plain words, and the name itself. */
export function describeEvent(event: AuditEvent): Sentence {
  return sentences[event.action]?.(event) ?? describeUnknown(event);
}

/** The same on one line, for names and titles. */
export function plainText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === "string" ? part : part.fact)).join("");
}

function describeUpdate({ before, after }: AuditEvent): Sentence {
  const fields = Object.keys({ ...before, ...after });
  const name = textOf(after, "name");
  if (fields.length === 1 && name !== undefined) return [`Changed the name to “${name}”`];
  return fields.length === 0 ? ["Changed the profile"] : ["Changed ", ...listFacts(fields)];
}

function describeVerified({ after }: AuditEvent): Sentence {
  if (after?.["isClaimed"] === true) return ["Confirmed the address and took the account over from whoever had made it"];
  return ["Confirmed the address", ...factOf(after, "email", " ")];
}

/** The two that every instance calls the same; the name of another one may have changed since. */
const brands: Record<string, string> = { github: "GitHub", google: "Google" };

/** The provider by its name or id, and the address there, if it told one. */
function describeConnection(values: AuditEvent["after"]): Sentence {
  const provider = textOf(values, "provider");
  return [provider === undefined ? "a provider" : (brands[provider] ?? { fact: provider }), ...factOf(values, "email", " as ")];
}

function describeNaming({ before, after }: AuditEvent): Sentence {
  const [old, now] = [textOf(before, "name"), textOf(after, "name")];
  if (now === undefined) return [old === undefined ? "Took its name from" : `Took the name “${old}” from`];
  return [old === undefined ? `Gave the name “${now}” to` : `Changed the name “${old}” to “${now}” on`];
}

/** `api_key.rotation_started` -> "API key: rotation started". */
function describeUnknown({ action, target }: AuditEvent): Sentence {
  const [subject = "", ...rest] = action.split(".").map((word) => word.replaceAll("_", " "));
  const words = [capital(subject), rest.join(" ")].filter(Boolean).join(": ");
  return [words || "Something this console cannot name", ...(target ? [" ", { fact: `${target.type} ${target.id}` }] : [])];
}

function capital(words: string): string {
  return words.replace(/^(api|ip|url|mfa)\b/, (word) => word.toUpperCase()).replace(/^./, (letter) => letter.toUpperCase());
}

function listFacts(facts: string[]): Sentence {
  return facts.flatMap((fact, index) => (index === 0 ? [{ fact }] : [", ", { fact }]));
}

function factOf(values: AuditEvent["after"], field: string, before: string): Sentence {
  const fact = textOf(values, field);
  return fact === undefined ? [] : [before, { fact }];
}

function textOf(values: AuditEvent["after"], field: string): string | undefined {
  const value = values?.[field];
  return typeof value === "string" ? value : undefined;
}

function withDevice(userAgent: string | null): Sentence {
  const device = describeDevice(userAgent);
  return device === null ? [] : [` with ${device}`];
}

/** The end of an id tells two sessions apart; its beginning is only the time (UUIDv7, RFC 9562). */
function shortId({ target }: AuditEvent): Sentence {
  return target ? [" ", { fact: `${target.type} …${target.id.slice(-6)}` }] : [];
}

import { describe, expect, test } from "@jest/globals";
import type { AuditEvent } from "../../api/types.ts";
import { describeEvent, plainText } from "./describe-event.ts";
import { fakeEvent } from "./fake-event.ts";

const say = (changes: Partial<AuditEvent>) => plainText(describeEvent(fakeEvent(changes)));

describe("an event of one's own account", () => {
  test.each<[string, Partial<AuditEvent>, string]>([
    ["a registration", { action: "user.registered", after: { email: "ada@example.com" } }, "Created this account with ada@example.com"],
    [
      "a registration with a taken address",
      { action: "user.registration_refused" },
      "Someone tried to register with your email address; nothing was changed",
    ],
    ["a new name", { action: "user.updated", before: { name: "A" }, after: { name: "Ada" } }, "Changed the name to “Ada”"],
    ["a change of more", { action: "user.updated", before: { name: "A", zone: 1 }, after: { name: "B" } }, "Changed name, zone"],
    ["a change of nothing known", { action: "user.updated" }, "Changed the profile"],
    ["a new password", { action: "user.password_changed" }, "Changed the password"],
    ["a confirmed address", { action: "user.email_verified", after: { email: "a@b.example" } }, "Confirmed the address a@b.example"],
    [
      "an account that was claimed",
      { action: "user.email_verified", after: { name: "Ada", isClaimed: true } },
      "Confirmed the address and took the account over from whoever had made it",
    ],
    ["a role", { action: "user.role_changed", after: { instanceRole: "administrator" } }, "Gave the role of administrator"],
    ["a role taken away", { action: "user.role_changed", after: { instanceRole: null } }, "Took the role of administrator away"],
    ["a new role", { action: "role.created", after: { name: "Support" } }, "Made the role “Support”"],
    ["a changed role", { action: "role.updated", before: { name: "A" }, after: { name: "A" } }, "Changed the role “A”"],
    ["a renamed role", { action: "role.updated", before: { name: "A" }, after: { name: "B" } }, "Changed the role “A”, which is “B” now"],
    ["a deleted role", { action: "role.deleted", before: { name: "A" }, after: { members: 0 } }, "Deleted the role “A”"],
    [
      "a replaced role",
      { action: "role.deleted", before: { name: "A" }, after: { replacementRole: "Viewer" } },
      "Deleted the role “A”; its members are “Viewer” now",
    ],
    ["a policy", { action: "policy.updated" }, "Changed what an organization asks of its members"],
    ["a reset", { action: "user.password_reset_required" }, "Took the password away, so that a new one is set"],
    [
      "an administrator who acts for one",
      { action: "impersonation.started", after: { purpose: "They asked for help" } },
      "Looked at the account, reading only: “They asked for help”",
    ],
    ["an organization closed", { action: "organization.closed" }, "Closed an organization, to be deleted after 14 days"],
    ["one opened again", { action: "organization.reopened" }, "Opened an organization again; it is not deleted"],
    ["one deleted", { action: "organization.erased" }, "Deleted an organization for good"],
    [
      "another role there",
      { action: "member.role_changed", before: { role: "owner", roleName: "Owner" }, after: { role: "viewer", roleName: "Viewer" } },
      "Changed a role in an organization from Owner to Viewer",
    ],
    ["a member removed", { action: "member.removed", before: { role: "viewer" } }, "Removed a member from an organization"],
    ["a member gone", { action: "member.left" }, "Left an organization"],
    ["ownership offered", { action: "ownership.offered" }, "Offered to hand an organization over"],
    ["ownership taken", { action: "ownership.accepted" }, "Took an organization over"],
    ["ownership declined", { action: "ownership.declined" }, "Did not take an organization over"],
    ["ownership withdrawn", { action: "ownership.cancelled" }, "Withdrew the offer to hand an organization over"],
    [
      "a look into an organization",
      { action: "organization.looked_into", after: { purpose: "They asked for help" } },
      "Looked into the organization as an administrator of this Gatehouse: “They asked for help”",
    ],
    ["a code that was asked for", { action: "user.verification_requested" }, "Asked for a code to confirm the address"],
    ["a recovery begun", { action: "user.recovery_requested", after: { email: "a@b.example" } }, "Asked for a code to set a new password"],
    ["a recovery", { action: "user.password_recovered" }, "Set a new password with a mailed code"],
    [
      "a change of address begun",
      { action: "user.email_change_requested", after: { newEmail: "c@d.example" } },
      "Asked to change the address to c@d.example",
    ],
    ["one refused", { action: "user.email_change_refused" }, "Tried to change the address with a wrong password"],
    ["one cancelled", { action: "user.email_change_cancelled" }, "Cancelled the change of address"],
    [
      "a new address",
      { action: "user.email_changed", before: { email: "a@b.example" }, after: { email: "c@d.example" } },
      "Changed the address from a@b.example to c@d.example",
    ],
    [
      "the old address again",
      { action: "user.email_change_undone", after: { email: "a@b.example" } },
      "Undid the change of address: it is again a@b.example",
    ],
    ["additions taken back", { action: "user.additions_undone" }, "Took back what had been added to sign in with, by a mailed link"],
    ["a download", { action: "user.exported", userAgent: "curl/8.17.0" }, "Downloaded all data of this account with curl"],
    ["a closing", { action: "user.deletion_requested" }, "Closed this account, to be deleted after 14 days"],
    ["its undoing", { action: "user.deletion_undone" }, "Opened this account again; it is not deleted"],
    ["a deletion", { action: "user.deleted" }, "Deleted this account for good"],
    [
      "a sign-in to a closed account",
      { action: "session.denied", after: { reason: "account_closed" } },
      "Tried to sign in while the account was closed",
    ],
    [
      "a first step",
      { action: "session.second_factor_asked", userAgent: "curl/8.17.0" },
      "Got past the first step of signing in with curl",
    ],
    ["a proof", { action: "session.stepped_up", after: { methods: ["otp", "mfa"] } }, "Proved it is you again"],
    ["a second factor", { action: "second_factor.added", after: { method: "totp" } }, "Added an authenticator app"],
    ["one removed", { action: "second_factor.removed", before: { method: "totp" } }, "Removed an authenticator app"],
    ["all removed", { action: "second_factor.removed", before: { method: "all" } }, "Removed every second factor"],
    ["one that is new here", { action: "second_factor.removed", before: null }, "Removed a second factor"],
    ["a code", { action: "second_factor.used", after: { method: "totp" } }, "Used a code of the authenticator app"],
    ["a code from the list", { action: "second_factor.used", after: { method: "recovery_code", left: 3 } }, "Used a recovery code"],
    ["a wrong code", { action: "second_factor.failed", after: { method: "passkey" } }, "Someone tried a passkey that did not fit"],
    ["new codes", { action: "recovery_codes.created", after: { count: 10 } }, "Made new recovery codes"],
    ["a passkey", { action: "passkey.added", after: { name: "Laptop" } }, "Added the passkey “Laptop”"],
    [
      "a passkey's new name",
      { action: "passkey.renamed", before: { name: "Laptop" }, after: { name: "Desk" } },
      "Renamed the passkey “Laptop” to “Desk”",
    ],
    ["a passkey removed", { action: "passkey.removed", before: { name: "Desk" } }, "Removed the passkey “Desk”"],
    ["a wait", { action: "session.throttled" }, "Has to wait after too many wrong passwords"],
    ["the end of a wait", { action: "session.unblocked" }, "Let this browser try again with a mailed link"],
    ["a provider", { action: "connection.added", after: { provider: "github", email: "a@b.example" } }, "Connected GitHub as a@b.example"],
    ["one without an address", { action: "connection.removed", before: { provider: "acme", email: null } }, "Disconnected acme"],
    ["a notice dismissed", { action: "notice.dismissed" }, "Dismissed a security notice"],
    ["all of them", { action: "notice.dismissed", target: null, after: { count: 3 } }, "Dismissed all security notices"],
    ["an invitation", { action: "invitation.created", after: { email: "a@b.example" } }, "Sent an invitation to a@b.example"],
    ["one revoked", { action: "invitation.revoked", before: { email: "a@b.example" } }, "Revoked the invitation of a@b.example"],
    ["one accepted", { action: "invitation.accepted" }, "Joined by invitation"],
    ["a domain", { action: "domain.added", after: { domain: "example.com" } }, "Added a mail domain to an organization: example.com"],
    [
      "its code",
      { action: "domain.code_sent", after: { sentTo: "admin@example.com" } },
      "Had a code mailed, to prove a mail domain: admin@example.com",
    ],
    ["its proof", { action: "domain.verified", after: { domain: "example.com" } }, "Proved a mail domain: example.com"],
    ["its change", { action: "domain.updated" }, "Changed how people of a mail domain come into an organization"],
    ["its end", { action: "domain.removed", before: { domain: "example.com" } }, "Removed a mail domain: example.com"],
    ["a joining", { action: "member.joined" }, "Joined an organization by its mail domain"],
    ["a request to join", { action: "join_request.created" }, "Asked to join an organization"],
    ["one let in", { action: "join_request.accepted" }, "Let in who had asked to join an organization"],
    ["one turned down", { action: "join_request.declined" }, "Turned down who had asked to join an organization"],
    ["an invitation of members", { action: "organization_invitation.created" }, "Invited somebody to an organization"],
    [
      "another role offered",
      { action: "organization_invitation.updated" },
      "Offered another role to somebody who is invited to an organization",
    ],
    ["one sent again", { action: "organization_invitation.resent" }, "Sent an invitation to an organization again"],
    ["one withdrawn", { action: "organization_invitation.revoked" }, "Withdrew an invitation to an organization"],
    ["one that made a member", { action: "organization_invitation.accepted" }, "Joined an organization by invitation"],
    ["one declined", { action: "organization_invitation.declined" }, "Declined an invitation to an organization"],
    [
      "a sign-out by a new address",
      { action: "session.ended", after: { reason: "email_changed" } },
      "Signed out by the change of address: session …8a9d10",
    ],
    ["a sign-in", { action: "session.started", userAgent: "curl/8.17.0" }, "Signed in with curl"],
    ["a refused sign-in", { action: "session.denied", after: { reason: "wrong_credentials" } }, "Tried to sign in with a wrong password"],
    ["a refusal for a new reason", { action: "session.denied", after: { reason: "bad_weather" } }, "Tried to sign in and was refused"],
    ["a sign-out", { action: "session.ended", after: { reason: "signed_out" } }, "Signed out session …8a9d10"],
    [
      "a sign-out from another device",
      { action: "session.ended", after: { reason: "revoked" } },
      "Signed out from another device: session …8a9d10",
    ],
    [
      "a device's first name",
      { action: "session.named", before: { name: null }, after: { name: "Tablet" } },
      "Gave the name “Tablet” to session …8a9d10",
    ],
    [
      "a device's new name",
      { action: "session.named", before: { name: "Tablet" }, after: { name: "Kitchen" } },
      "Changed the name “Tablet” to “Kitchen” on session …8a9d10",
    ],
    [
      "a name taken away",
      { action: "session.named", before: { name: "Tablet" }, after: { name: null } },
      "Took the name “Tablet” from session …8a9d10",
    ],
    ["an end for a new reason", { action: "session.ended", after: { reason: "bad_weather" } }, "Ended session …8a9d10"],
  ])("is told in a sentence: %s", (_, changes, sentence) => {
    expect(say(changes)).toBe(sentence);
  });

  test("sets its machine facts apart from its words", () => {
    expect(describeEvent(fakeEvent({ action: "session.ended", after: { reason: "signed_out" } }))).toEqual([
      "Signed out",
      " ",
      { fact: "session …8a9d10" },
    ]);
  });
});

describe("an action that this console does not know", () => {
  test("still reads: its name in plain words, and what it was done to", () => {
    expect(say({ action: "api_key.rotation_started", target: { type: "api_key", id: "key_7" } })).toBe(
      "API key: rotation started api_key key_7",
    );
  });

  test.each(["", ".", "x", "a.b.c", "__proto__", "constructor", "toString"])("never breaks the page: %j", (action) => {
    expect(say({ action, target: null })).toMatch(/\S/);
  });
});

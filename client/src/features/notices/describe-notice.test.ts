import { describe, expect, test } from "@jest/globals";
import type { SecurityNotice } from "../../api/types.ts";
import { describeNotice } from "./describe-notice.ts";
import { fakeNotice } from "./fake-notice.ts";

const say = (changes: Partial<SecurityNotice>) => {
  const { title, facts } = describeNotice(fakeNotice(changes));
  return [title, facts.join(", ")].filter(Boolean).join(": ");
};

test.each<[string, Partial<SecurityNotice>, string]>([
  ["a new device", {}, "Signed in on a new device: Firefox on Linux, 203.0.113.7"],
  ["a new password", { kind: "password_changed", details: {} }, "Password changed"],
  ["a recovery", { kind: "password_recovered", details: { ip: "2001:db8::7" } }, "New password set with a mailed code: 2001:db8::7"],
  [
    "a new address",
    { kind: "email_changed", details: { oldEmail: "a@b.example", newEmail: "c@d.example" } },
    "Address changed: a@b.example → c@d.example",
  ],
  [
    "the old address again",
    { kind: "email_change_undone", details: { oldEmail: "a@b.example" } },
    "Change of address undone: back to a@b.example",
  ],
  ["a stolen sign-in", { kind: "refresh_token_reused", details: {} }, "A used sign-in came back"],
  ["guesses", { kind: "sign_in_slowed", details: {} }, "Many wrong passwords for your account"],
  ["a closing", { kind: "account_closed", details: {} }, "Account closed"],
  ["its undoing", { kind: "account_reopened", details: {} }, "Account opened again"],
  ["a download", { kind: "data_exported", details: { ip: "192.0.2.7" } }, "Your data was downloaded: 192.0.2.7"],
  ["a new passkey", { kind: "second_factor_added", details: { method: "passkey" } }, "Passkey added"],
  ["a new app", { kind: "second_factor_added", details: { method: "totp" } }, "Authenticator app added"],
  ["a passkey gone", { kind: "second_factor_removed", details: { method: "passkey" } }, "Passkey removed"],
  ["a factor gone", { kind: "second_factor_removed", details: {} }, "Second factor removed"],
  ["all factors gone", { kind: "second_factor_removed", details: { method: "all" } }, "Every second factor removed"],
  ["guessed codes", { kind: "second_factor_failing", details: {} }, "Right password, wrong second step"],
  [
    "a sign-in that was left",
    { kind: "sign_in_unfinished", details: { device: "curl", ip: "192.0.2.7" } },
    "Sign-in left at the second step: curl, 192.0.2.7",
  ],
  ["new recovery codes", { kind: "recovery_codes_created", details: {} }, "New recovery codes made"],
  ["a recovery code used", { kind: "recovery_code_used", details: { left: 9 } }, "Recovery code used: 9 left"],
  ["a provider connected", { kind: "connection_added", details: { provider: "GitHub" } }, "A way to sign in was added: GitHub"],
  ["one disconnected", { kind: "connection_removed", details: { provider: "GitHub" } }, "A way to sign in was removed: GitHub"],
  ["additions taken back", { kind: "additions_undone", details: { device: "curl" } }, "New ways to sign in taken back: curl"],
  ["a role", { kind: "role_changed", details: { by: "Grace", role: "administrator" } }, "You are an administrator now: by Grace"],
  ["a role taken away", { kind: "role_changed", details: { role: "none" } }, "You are no administrator any more"],
  ["a reset", { kind: "password_reset_required", details: { by: "Grace" } }, "A new password was asked for: by Grace"],
  [
    "an administrator who acts for one",
    { kind: "impersonated", details: { by: "Grace", reason: "They asked for help" } },
    "An administrator looked at your account: by Grace, “They asked for help”",
  ],
  [
    "another role in an organization",
    { kind: "member_role_changed", details: { by: "Grace", role: "Viewer", organization: "Northwind" } },
    "You have the role Viewer now: Northwind, by Grace",
  ],
  ["a role without a name", { kind: "member_role_changed", details: {} }, "Your role in an organization was changed"],
  [
    "a removal",
    { kind: "member_removed", details: { by: "Grace", organization: "Northwind" } },
    "You are no member of an organization any more: Northwind, by Grace",
  ],
  [
    "an organization to take over",
    { kind: "ownership_offered", details: { by: "Grace", organization: "Northwind" } },
    "You are asked to take an organization over: Northwind, by Grace",
  ],
  [
    "one handed over",
    { kind: "ownership_passed", details: { by: "Grace", organization: "Northwind" } },
    "Your organization was handed over: Northwind, to Grace",
  ],
  [
    "an organization closed",
    { kind: "organization_closed", details: { by: "Grace", organization: "Northwind" } },
    "An organization was closed: Northwind, by Grace",
  ],
  [
    "one opened again",
    { kind: "organization_reopened", details: { by: "Grace", organization: "Northwind" } },
    "An organization is open again: Northwind, by Grace",
  ],
  ["a registration", { kind: "registration_attempted", details: {} }, "Somebody tried to create an account with your address"],
])("is told in plain words: %s", (_, changes, sentence) => {
  expect(say(changes)).toBe(sentence);
});

describe("a notice that this console does not know", () => {
  test.each(["passkey_added", "", "__proto__", "constructor"])("still reads, and says what helps: %j", (kind) => {
    const { title, remedies } = describeNotice({ kind: kind as SecurityNotice["kind"], details: {} });
    expect(title).toMatch(/\S/);
    expect(remedies).toContain("password");
  });
});

test("only what nobody can do anything about asks for no remedy", () => {
  const kinds = [
    "new_device",
    "password_changed",
    "password_recovered",
    "email_changed",
    "refresh_token_reused",
    "sign_in_slowed",
  ] as const;
  for (const kind of kinds) expect(describeNotice(fakeNotice({ kind })).remedies.length).toBeGreaterThan(0);
  expect(describeNotice(fakeNotice({ kind: "registration_attempted" })).remedies).toEqual([]);
});

test("what was added is taken back by its mail, where there is one", () => {
  for (const kind of ["second_factor_added", "connection_added"] as const) {
    const undoUntil = "2026-12-01T09:00:00.000Z";
    expect(describeNotice(fakeNotice({ kind, details: { undoUntil } })).remedies[0]).toBe("takeBack");
    expect(describeNotice(fakeNotice({ kind, details: {} })).remedies).not.toContain("takeBack");
  }
});

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { MailValues } from "./mail.ts";
import { renderMail, type Unwritten } from "./render-mail.ts";
import { TEMPLATES, type SentKind } from "./templates/index.ts";

const PUBLIC_URL = "https://gate.example.com";
const CODE = "48151623";
const name = "Ada Lovelace";
const device = "Firefox on Linux";
const link = (path: string) => `${PUBLIC_URL}/${path}`;
const link1 = link(`confirm#0190.${"s".repeat(43)}.${CODE}`);

/** Values of every kind, as a use case gives them. */
const VALUES: { [K in SentKind]: MailValues[K] } = {
  confirm_address: { code: CODE, link: link1 },
  account_exists: { signInLink: link("sign-in"), recoveryLink: link("forgot") },
  account_disabled: {},
  recover_password: { code: CODE, link: link1 },
  no_account: { signUpLink: link("sign-up") },
  password_changed: { name, device, recoveryLink: link("forgot") },
  password_recovered: { name, device, recoveryLink: link("forgot") },
  email_change_old: { name, newEmail: "new@example.com", code: CODE, link: link1 },
  email_change_new: { code: CODE, link: link1 },
  email_wanted: {},
  email_changed: { name, newEmail: "new@example.com", undoLink: link("undo-email-change#token=abc") },
  email_change_undone: { name, oldEmail: "old@example.com" },
  new_device: { name, device, ip: "192.0.2.7", at: "21 November 2026 at 05:00 UTC", sessionsLink: link("me/sessions") },
  refresh_token_reused: { name, device, recoveryLink: link("forgot") },
  sign_in_slowed: { name, unblockLink: link("unblock#token=abc") },
  account_closed: { name, device, undoLink: link("keep-account#token=abc") },
  account_deleted: { name },
  account_reopened: { name, recoveryLink: link("forgot") },
  account_is_closed: { signInLink: link("sign-in") },
  data_exported: { name, device, ip: "192.0.2.7", sessionsLink: link("me/sessions") },
  second_factor_added: { name, factor: "a passkey", device, undoLink: link("undo-additions#token=abc") },
  second_factor_removed: { name, factor: "an authenticator app", device, recoveryLink: link("forgot") },
  second_factor_failing: { name, recoveryLink: link("forgot") },
  sign_in_unfinished: { name, device, ip: "203.0.113.7", at: "2026-11-28T18:00:00.000Z", recoveryLink: link("forgot") },
  recovery_codes_created: { name, device, securityLink: link("me/security") },
  recovery_code_used: { name, left: "9", device, securityLink: link("me/security") },
  connection_added: { name, device, provider: "GitHub", undoLink: link("undo-additions#token=abc") },
  additions_undone: { name, recoveryLink: link("forgot") },
  connection_removed: { name, device, provider: "GitHub", securityLink: link("me/security") },
  role_changed: { role: "administrator" },
  password_reset_required: { recoveryLink: link("forgot") },
  impersonated: { by: "Grace Hopper", reason: "You asked why no invitation arrives", activityLink: link("me/activity") },
  member_removed: { name, organization: "Northwind" },
  ownership_offered: { name, by: "Grace Hopper", organization: "Northwind", link: link("welcome") },
  ownership_passed: { name, by: "Grace Hopper", organization: "Northwind" },
  organization_closed: { name, by: "Grace Hopper", organization: "Northwind" },
  organization_reopened: { name, by: "Grace Hopper", organization: "Northwind" },
  organization_invitation: { organization: "Häagen & Söhne", inviter: "Grace Hopper", link: link("join#token=abc") },
  domain_code: { organization: "Häagen & Söhne", code: CODE },
  invitation: { inviter: "Grace Hopper", link: link("sign-up#invitation=abc") },
};
const KINDS = Object.keys(TEMPLATES) as SentKind[];

const createdAt = new Date("2026-11-21T05:00:00Z");
const expiresAt = new Date("2026-11-21T05:10:00Z");
const render = (kind: SentKind, values: object = VALUES[kind], expiry: Date | null = expiresAt) =>
  renderMail({ kind, values, createdAt, expiresAt: expiry } as Unwritten, PUBLIC_URL);

test.each(KINDS)("%s says the same as text and as HTML, spells its links out, and needs nothing from anywhere", (kind) => {
  const { subject, text, html } = render(kind);
  const values = VALUES[kind] as Record<string, string>;
  const links = Object.entries(values).flatMap(([key, value]) => (/link$/i.test(key) ? [value] : []));
  for (const one of links) {
    expect(text.split("\n")).toContain(one);
    expect(html).toContain(`href="${one}"`);
  }
  if (values["code"]) {
    expect(text).toContain("\n    4815 1623\n");
    expect(html).toContain(">4815 1623<");
    expect(text).toContain("This works for 10 minutes, until 21 November 2026 at 05:10 UTC.");
  }
  if (values["name"]) expect(text).toMatch(/^Hello Ada Lovelace,\n/);
  expect(subject).toMatch(/^[A-Z][\w ?-]{8,60}$/);
  for (const value of Object.values(values)) expect(subject).not.toContain(value);
  for (const line of text.split("\n")) expect(line.length <= 72 || line.startsWith("https://")).toBe(true);
  expect(text).not.toMatch(/undefined|null|\[object|[^\S\n ]/);
  expect(html).not.toMatch(/undefined|\[object|<(img|script|link|style|iframe|form|table)\b|url\(|@import|[^-]src=|\bon\w+=/i);
  expect(html).not.toMatch(/(^|[^-])color:(?!inherit)|background/);
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, target]) => target)).toEqual([...links, PUBLIC_URL]);
  if (!["account_disabled", "email_changed"].includes(kind))
    expect(text).toMatch(/not you\?|not yours|not expect|was taken back|Was it you\?/);
});

const HOSTILE = fc.oneof(
  fc.constantFrom(
    `"><script>alert(1)</script>`,
    "<img src=x onerror=alert(1)>",
    "a\r\nBcc: victim@example.com",
    "Win at evil.example.com",
    "https://evil.example.com/",
    "x'y\"z&amp;<b>",
  ),
  fc.string({ unit: "grapheme", maxLength: 120 }),
);

test.each(KINDS)("%s: no value gets out of its place, whatever it is", (kind) => {
  fc.assert(
    fc.property(HOSTILE, (hostile) => {
      const values = Object.fromEntries(Object.keys(VALUES[kind]).map((key) => [key, hostile]));
      const { subject, html } = render(kind, values);
      expect(subject).toBe(render(kind).subject);
      const tags = (text: string) => [...text.matchAll(/<\/?[a-z!][^>]*>/gi)].map(([tag]) => tag.replace(/href="[^"]*"/, ""));
      expect(tags(html)).toEqual(tags(render(kind).html));
    }),
    { numRuns: 60 },
  );
});

test.each(["Win at evil.example.com", "https://evil.example.com", "call me@example.com", "x".repeat(81), "a\nb", "", "www.evil"])(
  "a name that would carry somebody's message is left out: %j",
  (bad) => {
    const { text, html } = render("password_changed", { ...VALUES.password_changed, name: bad });
    expect(text).toMatch(/^Hello,\n/);
    if (bad) expect(html).not.toContain(bad);
    expect(render("invitation", { ...VALUES.invitation, inviter: bad }).text).toContain("Somebody who runs the service invites you");
    const { text: invited } = render("organization_invitation", { ...VALUES.organization_invitation, organization: bad, inviter: bad });
    expect(invited.replaceAll("\n", " ")).toContain("One of its members invites you to join an organization at gate.example.com");
  },
);

test.each([
  "confirm_address",
  "recover_password",
  "no_account",
  "account_exists",
  "account_disabled",
  "account_is_closed",
  "email_change_new",
  "email_wanted",
  "domain_code",
] as const)("%s may reach a stranger's mailbox, and greets without a name", (kind) => {
  expect(render(kind, { ...VALUES[kind], name: "Call 0800 and say 4815 1623" }).text).toMatch(/^Hello,\n/);
});

test.each(["Ada", "Dr. Ada Lovelace", "Jean-Luc O'Neill", "李雷", "Zoë von der Tann Jr."])("a name is a name: %s", (good) => {
  expect(render("sign_in_slowed", { ...VALUES.sign_in_slowed, name: good }).text).toContain(`Hello ${good},`);
});

test.each([
  [600, "10 minutes"],
  [60, "1 minute"],
  [72 * 3_600, "3 days"],
  [7 * 86_400, "7 days"],
  [7_200, "2 hours"],
])("a life of %d seconds is %s", (seconds, words) => {
  expect(render("invitation", VALUES.invitation, new Date(createdAt.getTime() + seconds * 1000)).text).toContain(`works for ${words},`);
});

test("a mail that does not expire does not speak of it", () => {
  expect(render("email_changed", VALUES.email_changed, null).text).not.toContain("This works");
});

test("what was added is to be looked for on the security page where no link takes it back", () => {
  for (const kind of ["second_factor_added", "connection_added"] as const) {
    const { undoLink: _none, ...values } = VALUES[kind] as Record<string, string>;
    const { text } = render(kind, { ...values, securityLink: link("me/security") }, null);
    expect(text).toContain(`\n${link("me/security")}\n`);
    expect(text).not.toMatch(/undo-additions|This works for/);
  }
});

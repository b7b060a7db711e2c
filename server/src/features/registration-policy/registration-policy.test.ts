import { afterEach, expect, test } from "@jest/globals";
import { createClient, newEmail, OWN_PAGE, PASSWORD, registerPerson } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { askToRegister, createCookieBrowser } from "../../../test/proofs.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createSetupLink } from "../setup/index.ts";
import { requireAllowedAddress, requireOpenRegistration } from "./index.ts";

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function appWith(settings: Record<string, string>): Promise<TestApp> {
  const app = await createTestApp({ settings });
  apps.push(app);
  return app;
}

const register = (app: TestApp, email: string) =>
  createClient(app).post("/api/v1/auth/register", { email, name: "Ada", password: PASSWORD });
const judge = (email: string, domains: string[], refusesDisposable = false) =>
  requireAllowedAddress({ policy: domains.length > 0 ? "domains" : "open", domains, refusesDisposable }, email, "/email").then(
    () => "allowed",
    (problem: { errors: Array<{ code: string }> }) => problem.errors[0]?.code,
  );

test("by domain, only addresses of the listed domains register, in whatever letters", async () => {
  const app = await appWith({ REGISTRATION: "domains", REGISTRATION_DOMAINS: "Example.com, bücher.example" });
  await register(app, "ada@EXAMPLE.com").expect(202);
  await register(app, "ada@xn--bcher-kva.example").expect(202);
  for (const email of ["ada@example.org", "ada@sub.example.com", "ada@notexample.com", "ada@example.com.org", "ada@com"]) {
    expect(expectInvalid(await register(app, email))).toEqual([`body /email ${email === "ada@com" ? "invalid" : "domain_not_allowed"}`]);
  }
});

test.each([
  ["ada@example.com", "allowed"],
  ["ada@EXAMPLE.COM", "allowed"],
  ["ada@example.com.", "allowed"],
  ["ada@example.com:25", "domain_not_allowed"],
  ["ada@ex%61mple.com", "domain_not_allowed"],
  ['"a@evil.example"@example.com', "allowed"],
  ["ada@example.com@evil.example", "domain_not_allowed"],
  ["ada@evil.example/example.com", "domain_not_allowed"],
  ["ada@ехample.com", "domain_not_allowed"],
  ["ada@", "domain_not_allowed"],
  ["example.com", "allowed"],
])("the domain that counts is the last one, whole: %s is %s", async (email, expected) => {
  expect(await judge(email, ["example.com"])).toBe(expected);
});

test("throw-away addresses are refused where that is switched on, and only there", async () => {
  const [strict, lax] = [await appWith({ REFUSE_DISPOSABLE_ADDRESSES: "true" }), await appWith({})];
  for (const email of ["ada@mailinator.com", "ada@Mailinator.COM", "ada@deep.sub.mailinator.com"]) {
    expect(expectInvalid(await register(strict, email))).toEqual(["body /email disposable"]);
    await register(lax, email).expect(202);
  }
  for (const email of ["ada@mailinator.com.example.org", "ada@our-mailinator.com", newEmail()]) await register(strict, email).expect(202);
});

test("a throw-away address is refused at a listed domain too", async () => {
  expect(await judge("ada@mailinator.com", ["mailinator.com"], true)).toBe("disposable");
  expect(await judge("ada@example.com", ["example.com"], true)).toBe("allowed");
});

test("closed means closed, and by invitation means with one", async () => {
  const [closed, invited] = [await appWith({ REGISTRATION: "closed" }), await appWith({ REGISTRATION: "invitation" })];
  for (const app of [closed, invited]) expectProblem(await register(app, newEmail()), "registration_closed");
  expect(() => requireOpenRegistration({ policy: "closed" }, true)).toThrow("Registration closed");
  expect(() => requireOpenRegistration({ policy: "invitation" }, true)).not.toThrow();
  for (const policy of ["open", "domains"] as const) expect(() => requireOpenRegistration({ policy }, false)).not.toThrow();
});

test("a refusal by the policy is the same for an address with an account and one without", async () => {
  const open = await appWith({});
  const { email } = await registerPerson(open, { email: newEmail().replace("example.com", "mailinator.com") });
  const databaseUrl = open.deps.config.database.url;
  const policies: Array<Record<string, string>> = [
    { REGISTRATION: "closed" },
    { REGISTRATION: "invitation" },
    { REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.org" },
    { REFUSE_DISPOSABLE_ADDRESSES: "true" },
  ];
  for (const settings of policies) {
    const app = await createTestApp({ settings, databaseUrl });
    const refusal = async (address: string) => {
      const { requestId: _id, ...problem } = JSON.parse((await register(app, address)).text) as Record<string, unknown>;
      return problem;
    };
    const known = await refusal(email);
    expect(known).toMatchObject({ status: expect.any(Number), code: expect.stringMatching(/^(registration_closed|validation_failed)$/) });
    expect(known).toEqual(await refusal(`x${email}`));
    await app.close();
  }
});

test("a registration that waits is not let in once the door is closed or narrowed, and is once it is open again", async () => {
  const smtp = { SMTP_URL: "smtp://127.0.0.1:9" };
  const open = await appWith(smtp);
  const databaseUrl = open.deps.config.database.url;
  const browser = createCookieBrowser(open);
  const { challengeId, code, email } = await askToRegister(open, browser);
  const policies: Array<Record<string, string>> = [
    { REGISTRATION: "closed" },
    { REGISTRATION: "invitation" },
    { REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.org" },
  ];
  for (const settings of policies) {
    const app = await createTestApp({ settings: { ...smtp, ...settings }, databaseUrl });
    const there = createClient(app, { ...OWN_PAGE, Cookie: `gh_browser=${browser.cookies.get("gh_browser")}` });
    expectProblem(await there.post("/api/v1/auth/registration/confirm", { challengeId, code }), "registration_closed");
    expectProblem(await there.post("/api/v1/auth/registration/resend", { challengeId }), "registration_closed");
    await app.close();
  }
  expect(await queuedMails(open, email)).toHaveLength(1);
  await browser.post("/api/v1/auth/registration/confirm", { challengeId, code }).expect(200);
});

test("a closed door keeps nobody from confirming the address of an account that is there", async () => {
  const before = await appWith({});
  const { email, password } = await registerPerson(before);
  const app = await createTestApp({
    settings: { REGISTRATION: "closed", SMTP_URL: "smtp://127.0.0.1:9" },
    databaseUrl: before.deps.config.database.url,
  });
  const browser = createCookieBrowser(app);
  const { body } = await browser.post("/api/v1/auth/verification", { email, password }).expect(202);
  const again = await browser.post("/api/v1/auth/registration/resend", { challengeId: (body as { id: string }).id }).expect(202);
  const { code } = await lastMail(app, email, "confirm_address");
  await browser.post("/api/v1/auth/registration/confirm", { challengeId: (again.body as { id: string }).id, code }).expect(200);
  await app.close();
});

test("no policy binds the first administrator, who comes with a setup link", async () => {
  const app = await appWith({ REGISTRATION: "closed", REFUSE_DISPOSABLE_ADDRESSES: "true" });
  const link = String(await createSetupLink(app.deps));
  const body = { token: link.slice(link.indexOf("=") + 1), email: "root@mailinator.com", name: "Root", password: PASSWORD };
  await createClient(app).post("/api/v1/setup/administrator", body).expect(201);
});

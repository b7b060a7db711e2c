import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, registerPerson, signIn, signInStrongly, type Client } from "../../../test/client.ts";
import { accept, acceptFromOperator, eventsOf, INVITATIONS, invite, lookAt, newAdministrator, tokenOf } from "../../../test/invited.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";
import { createInvitation } from "./index.ts";

const DAY = 86_400;

let app: TestApp;
let administrator: Client;
const apps: TestApp[] = [];
beforeAll(async () => {
  app = await createTestApp({ settings: { REGISTRATION: "invitation" } });
  ({ client: administrator } = await newAdministrator(app));
});
afterEach(async () => {
  for (const one of apps.splice(0)) await one.close();
});
afterAll(() => app.close());

async function appWith(settings: Record<string, string>, databaseUrl?: string): Promise<TestApp> {
  const one = await createTestApp({ settings, ...(databaseUrl && { databaseUrl }) });
  apps.push(one);
  return one;
}

test("an invitation opens no other address, and is not used up by trying", async () => {
  const { email, token } = await invite(app, administrator);
  for (const other of [newEmail(), `x${email}`, email.replace("@", "+1@"), email.replace("example.com", "example.org")])
    expectProblem(await accept(app, token, other), "invitation_invalid");
  await accept(app, token, email.toUpperCase()).expect(202);
});

test("a link that nobody made is worth nothing, whatever account the address has", async () => {
  const { email } = await invite(app, administrator);
  const known = newEmail();
  await acceptFromOperator(app, known);
  for (const token of ["", "x", "A".repeat(43), "\u00e9", "' or 1=1 --"]) {
    expectProblem(await lookAt(app, token), "invitation_invalid");
    for (const address of [email, known, newEmail()]) expectProblem(await accept(app, token, address), "invitation_invalid");
  }
  expect(expectInvalid(await lookAt(app, "x".repeat(101)))).toEqual(["body /token too_long"]);
});

test("looking uses nothing up, and a value that is not accepted does not either", async () => {
  const { email, token } = await invite(app, administrator);
  for (let looks = 0; looks < 3; looks += 1) await lookAt(app, token).expect(200);
  expect(expectInvalid(await accept(app, token, email, { password: "short" }))).toContain("body /password too_short");
  await accept(app, token, email).expect(202);
  expectProblem(await lookAt(app, token), "invitation_invalid");
});

test("of many acceptances at once one makes the account, and it is the one that was answered", async () => {
  const { id, email, token } = await invite(app, administrator);
  const passwords = Array.from({ length: 5 }, (_, index) => app.secret(`${PASSWORD} number ${index}`));
  const answers = await Promise.all(passwords.map((password) => accept(app, token, email, { password })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 410, 410, 410, 410]);
  const winner = answers.findIndex(({ status }) => status === 202);
  await signIn(app, { email, password: String(passwords[winner]) });
  expect(await app.deps.db("users").where({ email })).toHaveLength(1);
  expect((await eventsOf(app, id)).filter(({ action }) => action === "invitation.accepted")).toHaveLength(1);
});

test("an invitation is good for seven days", async () => {
  const at = await appWith({ REGISTRATION: "invitation" });
  const [early, late] = [newEmail(), newEmail()];
  const tokens = await Promise.all([early, late].map(async (email) => tokenOf(at, (await createInvitation(at.deps, { email })).link)));
  at.clock.advance(7 * DAY - 60);
  await accept(at, String(tokens[0]), early).expect(202);
  at.clock.advance(60);
  expectProblem(await lookAt(at, String(tokens[1])), "invitation_invalid");
  expectProblem(await accept(at, String(tokens[1]), late), "invitation_invalid");
});

test("of an acceptance and a withdrawal at once, one holds", async () => {
  for (let round = 0; round < 4; round += 1) {
    const { id, email, token } = await invite(app, administrator);
    const [accepted, revoked] = await Promise.all([accept(app, token, email), administrator.delete(`${INVITATIONS}/${id}`)]);
    expect([accepted.status, revoked.status]).toEqual(accepted.status === 202 ? [202, 404] : [410, 204]);
    expect(await app.deps.db("users").where({ email })).toHaveLength(accepted.status === 202 ? 1 : 0);
  }
});

test("an invitation takes an address back from who registered it and never confirmed it", async () => {
  const unproven = await appWith({}, app.deps.config.database.url);
  const squatter = await registerPerson(unproven, { password: "what the squatter knows" });
  const { accessToken } = await signIn(unproven, squatter);
  const { token, email } = await invite(app, administrator, squatter.email);
  await accept(app, token, email, { name: "Grace" }).expect(202);
  expectProblem(await createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me"), "session_ended");
  const old = { email, password: squatter.password, refreshTransport: "body" };
  expectProblem(await createClient(app).post("/api/v1/auth/login", old), "invalid_credentials");
  expect((await signIn(app, { email, password: PASSWORD })).user).toMatchObject({ email, name: "Grace" });
});

test("an invitation is worthless once its address is confirmed or shut out by another way, also while it is being accepted", async () => {
  const unproven = await appWith({}, app.deps.config.database.url);
  const [confirmed, disabled, late] = [await registerPerson(unproven), await registerPerson(unproven), await registerPerson(unproven)];
  const invitations = [await invite(app, administrator, confirmed.email), await invite(app, administrator, disabled.email)];
  await app.deps.db("users").where({ email: confirmed.email }).update({ emailVerifiedAt: app.clock() });
  await disableUser(app.deps, { email: disabled.email, actor: { type: "system" } });
  for (const { token, email } of invitations) {
    expectProblem(await lookAt(app, token), "invitation_invalid");
    expectProblem(await accept(app, token, email), "invitation_invalid");
  }

  const { id, token } = await invite(app, administrator, late.email);
  const { hasher } = app.deps;
  const hash = hasher.hash.bind(hasher);
  hasher.hash = async (...asked) => {
    hasher.hash = hash;
    await app.deps.db("users").where({ email: late.email }).update({ emailVerifiedAt: app.clock() });
    return hash(...asked);
  };
  expectProblem(await accept(app, token, late.email), "email_taken");
  await signIn(app, late);
  expect(await eventsOf(app, id)).toHaveLength(1);
});

test("an invitation stands above domains, throw-away lists and proofs of work, and not above closed doors", async () => {
  const databaseUrl = app.deps.config.database.url;
  const strict = {
    REGISTRATION: "domains",
    REGISTRATION_DOMAINS: "example.org",
    REFUSE_DISPOSABLE_ADDRESSES: "true",
    PROOF_OF_WORK: "always",
  };
  const at = await appWith(strict, databaseUrl);
  const { token, email } = await invite(app, administrator, "ada@mailinator.com");
  await accept(at, token, email).expect(202);

  const closed = await appWith({ REGISTRATION: "closed" }, databaseUrl);
  const waiting = await invite(app, administrator);
  expectProblem(await lookAt(closed, waiting.token), "registration_closed");
  expectProblem(await accept(closed, waiting.token, waiting.email), "registration_closed");
  const { accessToken } = (await signIn(closed, { email, password: PASSWORD })) as { accessToken: string };
  expectProblem(
    await createClient(closed, { Authorization: `Bearer ${accessToken}` }).post(INVITATIONS, { email: newEmail() }),
    "permission_denied",
  );
  await app.deps.db("users").where({ email }).update({ instanceRole: "administrator" });
  const { accessToken: asAdministrator } = await signInStrongly(closed, { email, password: PASSWORD });
  const client = createClient(closed, { Authorization: `Bearer ${asAdministrator}` });
  expectProblem(await client.post(INVITATIONS, { email: newEmail() }), "registration_closed");
  await accept(app, waiting.token, waiting.email).expect(202);
});

import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, registerPerson, signIn } from "../../../test/client.ts";
import { accept } from "../../../test/invited.ts";
import { inviteAll, inviteOne, joinTokenOf, lookAtOffer } from "../../../test/organization-invitations.ts";
import { newOrganization, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { inOrganization } from "../../platform/tenant.ts";

const SMTP = { SMTP_URL: "smtp://127.0.0.1:9" };

/** Where people register without mail. The others share its database. */
let app: TestApp;
let invited: TestApp;
const apps: TestApp[] = [];
beforeAll(async () => {
  app = await createTestApp();
  invited = await appWith({ REGISTRATION: "invitation" });
});
afterAll(async () => {
  for (const one of apps) await one.close();
  await app.close();
});

async function appWith(settings: Record<string, string>): Promise<TestApp> {
  const one = await createTestApp({ settings: { ...SMTP, ...settings }, databaseUrl: app.deps.config.database.url });
  apps.push(one);
  return one;
}

async function inviteByMail(email = newEmail()): Promise<{ owner: Member; email: string; token: string; id: string }> {
  const owner = await newOrganization(app);
  const client = createClient(invited, { Authorization: `Bearer ${owner.signedIn.accessToken}` });
  const [one] = await inviteAll({ ...owner, client }, [email]);
  const { link } = await lastMail(invited, email, "organization_invitation");
  return { owner, email, token: joinTokenOf(invited, link), id: String(one?.invitationId) };
}

test("where only the invited may register, a mailed invitation to an organization is one: the account is confirmed, and a member", async () => {
  const { owner, email, token, id } = await inviteByMail();
  expect((await accept(invited, token, email).expect(202)).body).toEqual({ status: "accepted", challenge: null });
  const person = await signIn(invited, { email, password: "copper lantern by the gate" });
  expect(person).toMatchObject({
    user: { email, emailVerifiedAt: expect.any(String) },
    organization: { id: owner.organizationId, role: { id: "developer" } },
  });
  expectProblem(await accept(invited, token, email), "invitation_invalid");
  const events = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("auditEvents").where({ targetId: id }).orderBy("sequence"),
  );
  expect(events).toMatchObject([
    { action: "organization_invitation.created" },
    { action: "organization_invitation.accepted", subjectUserId: person.user.id },
  ]);
});

test("it opens no other address, and a link that who invited was shown proves none", async () => {
  const { token, email } = await inviteByMail();
  for (const other of [newEmail(), `x${email}`]) expectProblem(await accept(invited, token, other), "invitation_invalid");
  const owner = await newOrganization(app);
  const victim = newEmail();
  const shown = await inviteOne(app, owner, victim);
  for (const one of [app, invited]) {
    expect((await lookAtOffer(one, shown.token).expect(200)).body).toMatchObject({ opensRegistration: false });
    expectProblem(await accept(one, shown.token, victim), "invitation_invalid");
  }
  expect(await app.deps.db("users").where({ email: victim })).toEqual([]);
});

test("of many who register with one link at once one makes the account", async () => {
  const { owner, token, email } = await inviteByMail();
  const answers = await Promise.all(Array.from({ length: 5 }, () => accept(invited, token, email)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 410, 410, 410, 410]);
  expect(await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("memberships"))).toHaveLength(2);
});

test("who has an account is told so, and the invitation waits for them", async () => {
  const email = newEmail();
  await registerPerson(app, { email });
  await app.deps.db("users").where({ email }).update({ emailVerifiedAt: app.clock() });
  const { token } = await inviteByMail(email);
  expectProblem(await accept(invited, token, email), "email_taken");
  await lookAtOffer(invited, token).expect(200);
});

test("it takes an address back from who registered it and never confirmed it", async () => {
  const squatter = await registerPerson(app, { password: "what the squatter knows" });
  const { token, email } = await inviteByMail(squatter.email);
  await accept(invited, token, email, { name: "Grace" }).expect(202);
  const old = { email, password: squatter.password, refreshTransport: "body" };
  expectProblem(await createClient(app).post("/api/v1/auth/login", old), "invalid_credentials");
});

test("it sets aside neither a closed door nor the lists of domains", async () => {
  const { token, email } = await inviteByMail();
  const closed = await appWith({ REGISTRATION: "closed" });
  expectProblem(await accept(closed, token, email), "registration_closed");
  expect((await lookAtOffer(closed, token).expect(200)).body).toMatchObject({ opensRegistration: false });
  const elsewhere = await appWith({ REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.org" });
  expect(expectInvalid(await accept(elsewhere, token, email))).toEqual(["body /email domain_not_allowed"]);
  const strict = await appWith({ REGISTRATION: "invitation", REFUSE_DISPOSABLE_ADDRESSES: "true" });
  const thrown = await inviteByMail("ada@mailinator.com");
  expect(expectInvalid(await accept(strict, thrown.token, thrown.email))).toEqual(["body /email disposable"]);
  await accept(
    await appWith({ REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.com", PROOF_OF_WORK: "always" }),
    token,
    email,
  ).expect(202);
});

test("of a registration and a withdrawal at once, one holds", async () => {
  for (let round = 0; round < 4; round += 1) {
    const { owner, token, email, id } = await inviteByMail();
    const [registered, revoked] = await Promise.all([accept(invited, token, email), owner.client.delete(owner.path(`/invitations/${id}`))]);
    expect([registered.status, revoked.status]).toEqual(registered.status === 202 ? [202, 404] : [410, 204]);
    expect(await app.deps.db("users").where({ email })).toHaveLength(registered.status === 202 ? 1 : 0);
  }
});

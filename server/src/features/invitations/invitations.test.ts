import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, signedInPerson, signIn, type Client } from "../../../test/client.ts";
import {
  accept,
  acceptFromOperator,
  eventsOf,
  INVITATIONS,
  invite,
  lookAt,
  newAdministrator,
  tokenOf,
  type Invited,
} from "../../../test/invited.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { LIMITS } from "../../http/limits.ts";
import { newId } from "../../platform/ids.ts";
import { disableUser } from "../user-administration/index.ts";
import { createInvitation } from "./index.ts";

const DAY = 86_400;
const BY_MAIL = { SMTP_URL: "smtp://127.0.0.1:9", REGISTRATION: "invitation" };

type Listed = Omit<Invited, "link"> & { isExpired: boolean; invitedBy: { id: string; name: string } | null };
type Page = { items: Listed[]; nextCursor: string | null };

let app: TestApp;
let administrator: Client;
let administratorId: string;
const apps: TestApp[] = [];
beforeAll(async () => {
  app = await createTestApp({ settings: { REGISTRATION: "invitation" } });
  ({ client: administrator, userId: administratorId } = await newAdministrator(app));
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

const open = async (email: string) => (await app.deps.db("invitations").where({ email, acceptedAt: null, revokedAt: null })) as object[];

test("an administrator invites, and who is invited has a confirmed account by registering with the link", async () => {
  const { id, email, token, createdAt, expiresAt } = await invite(app, administrator);
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * DAY * 1000);
  expect((await lookAt(app, token).expect(200)).body).toEqual({ email });
  const { body } = await accept(app, token, email).expect(202);
  expect(body).toEqual({ status: "accepted", challenge: null });
  const { user } = await signIn(app, { email, password: PASSWORD });
  expect(user).toMatchObject({ email, emailVerifiedAt: expect.stringMatching(/Z$/) });
  expect(await eventsOf(app, id)).toMatchObject([
    { action: "invitation.created", actorId: administratorId, after: { email, expiresAt } },
    { action: "invitation.accepted", actorId: user.id, subjectUserId: user.id },
  ]);
});

test("the answer to an invitation holds what is declared, and the link only where no mail is sent", async () => {
  const { body } = await administrator.post(INVITATIONS, { email: newEmail() }).expect(201);
  expect(Object.keys(body as object).toSorted()).toEqual(["createdAt", "email", "expiresAt", "id", "link"]);
  const mailing = await appWith(BY_MAIL);
  const email = newEmail();
  const { client, userId } = await newAdministrator(mailing);
  const sent = await client.post(INVITATIONS, { email }).expect(201);
  expect(sent.body).toMatchObject({ email, link: null });
  const { inviter, link } = await lastMail(mailing, email, "invitation");
  expect(inviter).toBe("Ada");
  const { body: accepted } = await accept(mailing, tokenOf(mailing, link), email).expect(202);
  expect(accepted).toEqual({ status: "accepted", challenge: null });
  await signIn(mailing, { email, password: PASSWORD });
  expect(userId).toMatch(/^[0-9a-f-]{36}$/);
});

test("nobody but an administrator with a second factor invites, lists or withdraws", async () => {
  const { id } = await invite(app, administrator);
  const open = await appWith({}, app.deps.config.database.url);
  const { client } = await signedInPerson(open);
  for (const [person, code] of [
    [client, "permission_denied"],
    [await (await newAdministrator(app)).weakly(), "second_factor_required"],
    [createClient(app), "access_token_missing"],
  ] as const) {
    expectProblem(await person.post(INVITATIONS, { email: newEmail() }), code);
    expectProblem(await person.get(INVITATIONS), code);
    expectProblem(await person.delete(`${INVITATIONS}/${id}`), code);
  }
  expect(await eventsOf(app, id)).toHaveLength(1);
});

test("inviting again gives a new link and another week, and the link before is worthless", async () => {
  const at = await appWith({ REGISTRATION: "invitation" });
  const { client, again } = await newAdministrator(at);
  const email = newEmail();
  const first = (await client.post(INVITATIONS, { email }).expect(201)).body as Invited;
  at.clock.advance(DAY);
  const second = (await (await again()).post(INVITATIONS, { email }).expect(201)).body as Invited;
  expect([second.id, second.createdAt]).toEqual([first.id, first.createdAt]);
  expect(Date.parse(second.expiresAt) - Date.parse(first.expiresAt)).toBeGreaterThanOrEqual(DAY * 1000);
  expectProblem(await lookAt(at, tokenOf(at, first.link)), "invitation_invalid");
  expectProblem(await accept(at, tokenOf(at, first.link), email), "invitation_invalid");
  await accept(at, tokenOf(at, second.link), email).expect(202);
});

test("two administrators who invite one address at once leave one invitation, and the last link opens it", async () => {
  const { client: other } = await newAdministrator(app);
  const email = newEmail();
  const answers = await Promise.all([administrator, other, administrator, other].map((by) => invite(app, by, email)));
  expect(await open(email)).toHaveLength(1);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  const looks = await Promise.all(answers.map(({ token }) => lookAt(app, token)));
  expect(looks.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("an invitation that expired can be made again", async () => {
  const at = await appWith({ REGISTRATION: "invitation" });
  const { client } = await newAdministrator(at);
  const email = newEmail();
  await client.post(INVITATIONS, { email }).expect(201);
  at.clock.advance(8 * DAY);
  const { link } = await createInvitation(at.deps, { email });
  await accept(at, tokenOf(at, link), email).expect(202);
});

test("a withdrawn invitation opens nothing, and can be withdrawn once", async () => {
  const { id, email, token } = await invite(app, administrator);
  await administrator.delete(`${INVITATIONS}/${id}`).expect(204);
  expectProblem(await lookAt(app, token), "invitation_invalid");
  expectProblem(await accept(app, token, email), "invitation_invalid");
  expectProblem(await administrator.delete(`${INVITATIONS}/${id}`), "not_found");
  expectProblem(await administrator.delete(`${INVITATIONS}/${newId()}`), "not_found");
  expect(expectInvalid(await administrator.delete(`${INVITATIONS}/x`))).toEqual(["params /invitationId invalid"]);
  expect(await eventsOf(app, id)).toMatchObject([{}, { action: "invitation.revoked", actorId: administratorId, before: { email } }]);
  const again = await invite(app, administrator, email);
  expect(again.id).not.toBe(id);
});

test("who has a confirmed or a disabled account is not invited, and an administrator is told", async () => {
  const [email, disabled] = [newEmail(), newEmail()];
  await acceptFromOperator(app, email);
  await acceptFromOperator(app, disabled);
  await disableUser(app.deps, { email: disabled, actor: { type: "system" } });
  for (const address of [email, email.toUpperCase(), disabled])
    expectProblem(await administrator.post(INVITATIONS, { email: address }), "email_taken");
  expect(await open(email)).toEqual([]);
});

test("the open invitations are listed page by page, newest first, with who invited and which have expired", async () => {
  const at = await appWith({ REGISTRATION: "invitation" });
  const { userId, again } = await newAdministrator(at);
  const byOperator = await createInvitation(at.deps, { email: newEmail() });
  at.clock.advance(DAY);
  let client = await again();
  const invited = [];
  for (let count = 0; count < 4; count += 1)
    invited.push(((await client.post(INVITATIONS, { email: newEmail() }).expect(201)).body as Invited).id);
  await client.delete(`${INVITATIONS}/${invited.pop()}`).expect(204);
  at.clock.advance(6 * DAY);
  client = await again();

  const pages: Listed[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await client.get(`${INVITATIONS}?limit=2${cursor && `&cursor=${cursor}`}`).expect(200);
    const { items, nextCursor } = body as Page;
    pages.push(items);
    cursor = nextCursor;
  }
  expect(pages.map(({ length }) => length)).toEqual([2, 2]);
  const listed = pages.flat();
  expect(listed.map(({ id }) => id)).toEqual([...invited.toReversed(), byOperator.id]);
  expect(listed.map(({ isExpired }) => isExpired)).toEqual([false, false, false, true]);
  expect(listed[0]).toEqual({
    id: expect.any(String),
    email: expect.any(String),
    createdAt: expect.any(String),
    expiresAt: expect.any(String),
    isExpired: false,
    invitedBy: { id: userId, name: "Ada" },
  });
  expect(listed[3]?.invitedBy).toBeNull();
  expect(expectInvalid(await client.get(`${INVITATIONS}?cursor=x`))).toEqual(["query /cursor invalid"]);
});

test("nobody is mailed over and over: a mailbox gets so many an hour", async () => {
  const email = newEmail();
  for (let count = 0; count < LIMITS.recipient.points; count += 1) await invite(app, administrator, email);
  const answer = await administrator.post(INVITATIONS, { email });
  expectProblem(answer, "too_many_requests");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
});

test.each([["not an address"], [""], ["a@b"], ["ada@example.com\u0000"], ["ada@example.com, bob@example.com"]])(
  "what is no address is not invited: %j",
  async (email) => {
    const errors = expectInvalid(await administrator.post(INVITATIONS, { email }));
    expect(errors[0]).toMatch(/^body \/email invalid/);
  },
);

test("the database holds no token, and neither do the events", async () => {
  const { id, token, email } = await invite(app, administrator);
  await accept(app, token, email).expect(202);
  const rows = (await app.deps.db("invitations").where({ id })) as Array<{ tokenHash: Buffer }>;
  expect(rows[0]?.tokenHash.toString("latin1")).not.toContain(token);
  expect(JSON.stringify(await app.deps.db("auditEvents"))).not.toContain(token);
  expect(JSON.stringify(await app.deps.db("mails").select("sealedValues"))).not.toContain(token);
});

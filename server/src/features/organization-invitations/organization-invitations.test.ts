import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail } from "../../../test/client.ts";
import { acceptOne, inviteAll, inviteOne, joinTokenOf, lookAtOffer, MINE, provenPerson } from "../../../test/organization-invitations.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { LIMITS, mailboxKey } from "../../http/limits.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { deleteDecided } from "./index.ts";

const DAY = 86_400;
type Listed = { id: string; email: string; state: string; role: { id: string } | null; invitedBy: { id: string } | null };
type Page = { items: Listed[]; nextCursor: string | null };

let app: TestApp;
/** The same people where mails are sent. */
let mailing: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  mailing = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" }, databaseUrl: app.deps.config.database.url });
});
afterAll(async () => {
  await mailing.close();
  await app.close();
});

/** The member, who sends their requests to another process. */
const through = (other: TestApp, { client: _here, ...member }: Member): Member => ({
  ...member,
  client: createClient(other, { Authorization: `Bearer ${member.signedIn.accessToken}` }),
});
const rowsOf = (organizationId: string) =>
  inOrganization(app.deps.db, organizationId, (tx) => tx("organizationInvitations").where({ organizationId }).orderBy("id")) as Promise<
    Array<{ id: string; email: string; tokenHash: Buffer }>
  >;
const newRole = async (organizationId: string, permissions: string[]) => {
  const now = app.clock();
  const role = { id: newId(now), organizationId, name: `Role ${newId(now)}`, permissions, createdAt: now, updatedAt: now };
  await inOrganization(app.deps.db, organizationId, (tx) => tx("roles").insert(role));
  return role.id;
};

test("many are invited at once, each once, and each answer says what became of it", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  const [first, second] = [newEmail(), newEmail()];
  const invited = await inviteAll(owner, [first, second, member.email, first.toUpperCase()], "viewer");
  expect(invited).toMatchObject([
    { email: first, status: "invited", isMailed: false },
    { email: second, status: "invited" },
    { email: member.email, status: "already_member", invitationId: null, link: null },
  ]);
  expect(await inviteAll(owner, [second], "viewer")).toEqual([
    { email: second, status: "already_invited", invitationId: invited[1]?.invitationId, isMailed: false, link: null },
  ]);
  const pages = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await owner.client.get(owner.path(`/invitations?limit=1${cursor && `&cursor=${cursor}`}`)).expect(200);
    const page = body as Page;
    pages.push(page.items);
    cursor = page.nextCursor;
  }
  expect(pages.map(({ length }) => length)).toEqual([1, 1]);
  const one = { state: "open", role: { id: "viewer", isBuiltIn: true }, invitedBy: { id: owner.userId } };
  expect(pages.flat().toSorted((a, b) => (a.email < b.email ? -1 : 1))).toMatchObject(
    [first, second].toSorted((a, b) => (a < b ? -1 : 1)).map((email) => ({ ...one, email })),
  );
});

test("where mails are sent the mailbox alone gets the link; inviting again changes the role and sends none", async () => {
  const owner = through(mailing, await newOrganization(app, "Häagen & Söhne"));
  const email = newEmail();
  const [invited] = await inviteAll(owner, [email], "viewer");
  expect(invited).toMatchObject({ status: "invited", isMailed: true, link: null });
  const { organization, inviter, link } = await lastMail(mailing, email, "organization_invitation");
  expect([organization, inviter]).toEqual(["Häagen & Söhne", "Ada"]);
  const token = joinTokenOf(mailing, link);
  expect((await lookAtOffer(mailing, token).expect(200)).body).toEqual({
    id: invited?.invitationId,
    organization: { id: owner.organizationId, name: "Häagen & Söhne" },
    role: { id: "viewer", name: "Viewer" },
    email,
    invitedBy: "Ada",
    expiresAt: expect.any(String),
    opensRegistration: true,
  });
  expect(await inviteAll(owner, [email], "admin")).toMatchObject([{ status: "already_invited", isMailed: false }]);
  expect((await lookAtOffer(mailing, token).expect(200)).body).toMatchObject({ role: { id: "admin" } });
  expect(await queuedMails(mailing, email)).toHaveLength(1);
  // The database holds no token, and neither do the mails and the events.
  expect((await rowsOf(owner.organizationId))[0]?.tokenHash.toString("latin1")).not.toContain(token);
  expect(JSON.stringify(await app.ownerDb("auditEvents"))).not.toContain(token);
});

test("nobody invites to a role that permits more than theirs, nor takes back what exceeds it", async () => {
  const owner = await newOrganization(app);
  const inviting = await newRole(owner.organizationId, ["members:read", "members:invite"]);
  const inviter = await newMember(app, owner.organizationId, inviting);
  const ask = (roleId: string, email = newEmail()) => inviter.client.post(inviter.path("/invitations"), { emails: [email], roleId });
  for (const roleId of ["owner", "admin", "developer", "viewer"]) expectProblem(await ask(roleId), "grant_exceeds_own");
  await ask(inviting).expect(200);
  const { client } = await newMember(app, owner.organizationId, "admin");
  expectProblem(await client.post(owner.path("/invitations"), { emails: [newEmail()], roleId: "owner" }), "grant_exceeds_own");
  const email = newEmail();
  const { id } = await inviteOne(app, owner, email, "owner");
  expectProblem(await ask(inviting, email), "grant_exceeds_own");
  app.clock.advance(61);
  expectProblem(await client.post(owner.path(`/invitations/${id}/resend`)), "grant_exceeds_own");
  expectProblem(await client.delete(owner.path(`/invitations/${id}`)), "grant_exceeds_own");
  for (const roleId of [newId(), await newRole((await newOrganization(app)).organizationId, [])]) {
    expect(expectInvalid(await ask(roleId))).toEqual(["body /roleId unknown"]);
  }
  expect(await rowsOf(owner.organizationId)).toHaveLength(2);
});

test("what is no address, or too many of them, invites nobody", async () => {
  const owner = await newOrganization(app);
  const ask = (emails: unknown[]) => owner.client.post(owner.path("/invitations"), { emails, roleId: "viewer" });
  for (const email of ["", "ada", "ada@example.com\u0000", "ada@example.com, bob@example.com"]) {
    expect(expectInvalid(await ask([newEmail(), email]))[0]).toMatch(/^body \/emails\/1 invalid/);
  }
  expect(expectInvalid(await ask([]))).toEqual(["body /emails too_small"]);
  expect(expectInvalid(await ask(Array.from({ length: 51 }, newEmail)))).toEqual(["body /emails too_big"]);
  expect(await rowsOf(owner.organizationId)).toEqual([]);
});

test("an invitation is sent again once a minute, for another seven days, and the link before is worthless", async () => {
  const owner = await newOrganization(app);
  const person = await provenPerson(app);
  const { id, token } = await inviteOne(app, owner, person.email);
  const resend = () => owner.client.post(owner.path(`/invitations/${id}/resend`));
  const early = await resend();
  expectProblem(early, "too_many_requests");
  expect(Number(early.headers["retry-after"])).toBeLessThanOrEqual(60);
  app.clock.advance(60);
  const answers = await Promise.all([resend(), resend(), resend()]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 429, 429]);
  const sent = answers.find(({ status }) => status === 200)?.body as { link: string; expiresAt: string };
  expect(Date.parse(sent.expiresAt) - app.clock().getTime()).toBeGreaterThan((7 * DAY - 10) * 1000);
  expectProblem(await lookAtOffer(app, token), "invitation_invalid");
  expectProblem(await acceptOne(person, id, token), "invitation_invalid");
  await acceptOne(person, id, joinTokenOf(app, sent.link)).expect(200);
  expectProblem(await resend(), "not_found");
});

test("whoever is invited to a role that is deleted meanwhile gets the one that was chosen in its place", async () => {
  const owner = await newOrganization(app);
  const [role, person] = [await newRole(owner.organizationId, ["members:read"]), await provenPerson(app)];
  const { id } = await inviteOne(app, owner, person.email, role);
  const over = await inviteOne(app, owner, newEmail(), role);
  await owner.client.delete(owner.path(`/invitations/${over.id}`)).expect(204);
  expectProblem(await owner.client.delete(owner.path(`/roles/${role}`)), "role_in_use");
  await owner.client.delete(owner.path(`/roles/${role}?replacementRoleId=viewer`)).expect(204);
  expect((await acceptOne(person, id).expect(200)).body).toMatchObject({ role: { id: "viewer" } });
  const { body } = await owner.client.get(owner.path("/invitations?state=revoked")).expect(200);
  expect((body as Page).items).toMatchObject([{ id: over.id, role: null }]);
});

test("an invitation of another organization is neither listed, sent again nor withdrawn", async () => {
  const [owner, other] = [await newOrganization(app), await newOrganization(app)];
  const { id } = await inviteOne(app, owner, newEmail());
  for (const one of [id, newId()]) {
    expectProblem(await other.client.post(other.path(`/invitations/${one}/resend`)), "not_found");
    expectProblem(await other.client.delete(other.path(`/invitations/${one}`)), "not_found");
  }
  expect((await other.client.get(other.path("/invitations")).expect(200)).body).toEqual({ items: [], nextCursor: null });
  expectProblem(await other.client.get(owner.path("/invitations")), "not_found");
  expect(expectInvalid(await owner.client.delete(owner.path("/invitations/x")))).toEqual(["params /invitationId invalid"]);
});

test("the invitations are listed by their state, which is theirs for 30 days after there is nothing left to decide", async () => {
  const at = await createTestApp();
  const owner = await newOrganization(at);
  const people = [await provenPerson(at), await provenPerson(at), await provenPerson(at)];
  const [accepted, declined, revoked] = await inviteAll(
    owner,
    people.map(({ email }) => email),
  );
  const waiting = await inviteOne(at, owner, newEmail());
  await acceptOne(people[0] as (typeof people)[0], String(accepted?.invitationId)).expect(200);
  await people[1]?.client.post(`${MINE}/${declined?.invitationId}/decline`, {}).expect(204);
  await owner.client.delete(owner.path(`/invitations/${revoked?.invitationId}`)).expect(204);
  const { path } = owner;
  const listed = async (state: string, client = owner.client) => {
    const { body } = await client.get(path(`/invitations?state=${state}`)).expect(200);
    return (body as Page).items.map(({ id, state: told }) => `${id} ${told}`);
  };
  for (const [state, one] of Object.entries({ accepted, declined, revoked }))
    expect(await listed(state)).toEqual([`${one?.invitationId} ${state}`]);
  expect(await listed("open")).toEqual([`${waiting.id} open`]);
  expect(await listed("expired")).toEqual([]);
  await inOrganization(at.deps.db, owner.organizationId, (tx) =>
    tx("organizationInvitations").where({ id: waiting.id }).update({ expiresAt: at.clock() }),
  );
  expect(await listed("expired")).toEqual([`${waiting.id} expired`]);
  expect(expectInvalid(await owner.client.get(path("/invitations?state=lost")))).toEqual(["query /state not_allowed"]);
  const ids = async () => (await at.ownerDb("organizationInvitations")) as object[];
  at.clock.advance(30 * DAY - 60);
  await deleteDecided(at.deps.db, at.clock());
  expect(await ids()).toHaveLength(4);
  at.clock.advance(120);
  await deleteDecided(at.deps.db, at.clock());
  expect(await ids()).toEqual([]);
  await at.close();
});

test("who was invited and did not come in time is invited anew, with a new link", async () => {
  const at = await createTestApp();
  const owner = await newOrganization(at);
  const email = newEmail();
  const { id, token } = await inviteOne(at, owner, email);
  await inOrganization(at.deps.db, owner.organizationId, (tx) => tx("organizationInvitations").update({ expiresAt: at.clock() }));
  const again = await inviteOne(at, owner, email, "viewer");
  expect(again.id).toBe(id);
  expect(again.token).not.toBe(token);
  expect((await lookAtOffer(at, again.token).expect(200)).body).toMatchObject({ role: { id: "viewer" } });
  await at.close();
});

test("at most 250 wait at once, and of a request that would make more none is made", async () => {
  const owner = await newOrganization(app);
  const open = Array.from({ length: 249 }, () => ({
    id: newId(app.clock()),
    organizationId: owner.organizationId,
    email: newEmail(),
    builtInRole: "viewer",
    tokenHash: Buffer.from(newId()),
    createdAt: app.clock(),
    lastSentAt: new Date(0),
    expiresAt: new Date(app.clock().getTime() + DAY * 1000),
  }));
  const expired = { ...open[0], id: newId(app.clock()), email: newEmail(), tokenHash: Buffer.from(newId()), expiresAt: new Date(0) };
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("organizationInvitations").insert([...open, expired]));
  const ask = (...emails: string[]) => owner.client.post(owner.path("/invitations"), { emails, roleId: "viewer" });
  expectProblem(await ask(newEmail(), newEmail()), "too_many_invitations");
  expect(await rowsOf(owner.organizationId)).toHaveLength(250);
  await ask(newEmail()).expect(200);
  expectProblem(await ask(newEmail()), "too_many_invitations");
  expectProblem(await owner.client.post(owner.path(`/invitations/${expired.id}/resend`)), "too_many_invitations");
  await ask(String(open[0]?.email)).expect(200);
});

test("nobody sends mail by it: a person so many a day, and a mailbox a few, whoever invites", async () => {
  const email = newEmail();
  for (let count = 0; count < LIMITS.invitedMailbox.points; count += 1) {
    const owner = through(mailing, await newOrganization(app));
    expect(await inviteAll(owner, [email.replace("@", `+${count}@`)])).toMatchObject([{ isMailed: true }]);
  }
  const owner = through(mailing, await newOrganization(app));
  const [invited] = await inviteAll(owner, [email]);
  // They see it when they sign in.
  expect(invited).toMatchObject({ status: "invited", isMailed: false, link: null });
  expect(await queuedMails(mailing, email)).toEqual([]);
  expectProblem(await owner.client.post(owner.path(`/invitations/${invited?.invitationId}/resend`)), "too_many_requests");
  expect(await mailing.deps.limiter.isWithin("recipient", mailboxKey(email))).toBe(true);

  for (let count = 0; count < LIMITS.organizationMails.points; count += 1)
    await mailing.deps.limiter.waitOf("organizationMails", owner.userId);
  const answer = await owner.client.post(owner.path("/invitations"), { emails: [newEmail()], roleId: "viewer" });
  expectProblem(answer, "too_many_requests");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  // Who needs no mail is answered.
  expect(await inviteAll(owner, [email])).toMatchObject([{ status: "already_invited" }]);
});

test("two who invite one address at once make one invitation", async () => {
  const owner = await newOrganization(app);
  const admin = await newMember(app, owner.organizationId, "admin");
  const email = newEmail();
  const answers = await Promise.all([owner, admin, owner, admin].map((by) => inviteAll(by, [email])));
  expect(answers.filter(([one]) => one?.status === "invited")).toHaveLength(1);
  expect(await rowsOf(owner.organizationId)).toHaveLength(1);
});

test("who may see members sees who is invited, and invites nobody", async () => {
  const owner = await newOrganization(app);
  const viewer = await newMember(app, owner.organizationId);
  const { id } = await inviteOne(app, owner, newEmail());
  await viewer.client.get(viewer.path("/invitations")).expect(200);
  expectProblem(await viewer.client.post(viewer.path("/invitations"), { emails: [newEmail()], roleId: "viewer" }), "permission_denied");
  expectProblem(await viewer.client.post(viewer.path(`/invitations/${id}/resend`)), "permission_denied");
  expectProblem(await viewer.client.delete(viewer.path(`/invitations/${id}`)), "permission_denied");
});

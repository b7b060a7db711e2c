import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, type Client } from "../../../test/client.ts";
import { DAY } from "../../../test/closed-accounts.ts";
import { findTraces } from "../../../test/database-traces.ts";
import { askForChange, changeAddress, personWithMailbox } from "../../../test/email-changes.ts";
import { acceptFromOperator, impersonate, newAdministrator } from "../../../test/invited.ts";
import { addDomain, askForCode, verify } from "../../../test/organization-domains.ts";
import { acceptOne, inviteAll, MINE } from "../../../test/organization-invitations.ts";
import { switchTo, type Member } from "../../../test/organizations.ts";
import { addPasskey } from "../../../test/passkeys.ts";
import { askToRecover, askToRegister, createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goFrom, residentAt, type ProviderWorld } from "../../../test/provider-world.ts";
import { addTotp, codeOf, sendCode, type Pending } from "../../../test/second-factors.ts";
import type { TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { deleteOldEmailChanges } from "../email-change/index.ts";
import { deleteNoticesOfNobody } from "../notices/index.ts";
import { eraseDueAccounts } from "./index.ts";

/** Every name, address, network address and user agent of the person has one of these in it, and nothing else has. */
const TRACES = /quux|zeb|198\.18\.77\./i;
const [FIRST, SECOND, WISHED, ELSEWHERE, NEVER] = ["first", "second", "wished", "elsewhere", "never"].map(
  (word) => `${word}@quux.example`,
) as [string, string, string, string, string];

let world: ProviderWorld;
let app: TestApp;
let places = 0;
beforeAll(async () => {
  world = await createProviderWorld({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } });
  ({ app } = world);
});
afterAll(() => world.close());

/** The person's browser, each time in another place. */
const browserOf = (headers: object = {}): CookieBrowser => {
  places += 1;
  return createCookieBrowser(app, { "X-Forwarded-For": `198.18.77.${places}`, "User-Agent": "Quuxfox/9", ...headers });
};

type Token = { accessToken: string };
const as = ({ accessToken }: Token) => browserOf({ Authorization: `Bearer ${app.secret(accessToken)}` });
const logIn = async (email: string, browser: Client = browserOf(), more: object = {}) =>
  (await browser.post("/api/v1/auth/login", { email, password: PASSWORD, refreshTransport: "body", ...more })).body as Token & {
    secondFactor: Pending;
  };

async function recover(email: string): Promise<void> {
  const browser = browserOf();
  const { challengeId, code } = await askToRecover(app, browser, email);
  await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
  await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: PASSWORD }).expect(204);
}

/**
 * Attempts of which nobody can say whose they were: at an address that nobody has, and, which is that person's to know, at the account
 * of another. Who deletes their account does not take the traces of an attack along.
 */
async function leaveWhatNobodyCanTell(anothers: string): Promise<void> {
  const browser = createClient(app, { "X-Forwarded-For": "198.18.77.254", "User-Agent": "Quuxfox/254" });
  for (const email of [newEmail(), anothers]) {
    await browser.post("/api/v1/auth/login", { email, password: "wrong", refreshTransport: "body" }).expect(401);
  }
}

const MAY_REMAIN = ["198.18.77.254", "Quuxfox/254"].flatMap((value) => {
  const trace = { table: "audit_events", column: value.startsWith("Quux") ? "user_agent" : "ip", value };
  return [trace, trace];
});

/** Registers twice, is invited and not, and mistypes their password. */
async function register(admin: Client): Promise<string> {
  const { body } = await admin.post("/api/v1/invitations", { email: FIRST }).expect(201);
  await admin.delete(`/api/v1/invitations/${(body as { id: string }).id}`).expect(204);
  await askToRegister(app, browserOf(), { email: FIRST, name: "Zebedee Quux" });
  const browser = browserOf();
  const { challengeId, code } = await askToRegister(app, browser, { email: FIRST, name: "Zebedee Quux" });
  await browser.post("/api/v1/auth/registration/confirm", { challengeId, code }).expect(200);
  await browserOf().post("/api/v1/auth/login", { email: FIRST, password: "wrong", refreshTransport: "body" }).expect(401);
  await browserOf().post("/api/v1/auth/register", { email: FIRST, name: "Zeb", password: PASSWORD }).expect(202);
  return ((await app.deps.db("users").where({ email: FIRST }).first()) as { id: string }).id;
}

/** Changes the address, undoes it, and changes it for another, all of it so long ago that only the record knows. */
async function moveAbout(): Promise<void> {
  const browser = as(await logIn(FIRST));
  await browser.patch("/api/v1/me", { name: "Zebulon Quux" }).expect(200);
  const { undoToken } = await changeAddress(app, { browser, email: FIRST, password: PASSWORD }, NEVER);
  await browserOf().post("/api/v1/auth/email-change/undo", { token: undoToken }).expect(200);
  await recover(FIRST);
  await changeAddress(app, { browser: as(await logIn(FIRST)), email: FIRST, password: PASSWORD }, SECOND);
  app.clock.advance(60 * DAY);
  await deleteOldEmailChanges(app.deps.db, app.clock());
}

/** Everything that proves who somebody is. Answers with the secret of the app. */
async function addWaysIn(): Promise<string> {
  const browser = as(await logIn(SECOND));
  const { secret } = await addTotp(app, browser);
  await addPasskey(app, browser, {}, { name: "Zeb's key" });
  const resident = residentAt(world, "google", { email: ELSEWHERE, name: "Zebedee Quux" });
  const { body } = await browser.post("/api/v1/me/connections/google/start", { next: "/me/security" }).expect(200);
  expect((await goFrom(browser, (body as { url: string }).url, resident)).told.get("connected")).toBe("google");
  return secret;
}

async function comeStrongly(secret: string, more: object = {}): Promise<Client> {
  app.clock.advance(30);
  const browser = browserOf();
  const { secondFactor } = await logIn(SECOND, browser, more);
  const answer = await sendCode(browser, app.secret(secondFactor.token), codeOf(app, secret)).expect(200);
  return as(answer.body as Token);
}

const pathIn = (id: string) => (rest?: string) => `/api/v1/organizations/${id}${rest ?? ""}`;

/** An organization of somebody else, who acts in it. */
async function organizationOf({ id: userId, browser, ...rest }: Awaited<ReturnType<typeof personWithMailbox>>): Promise<Member> {
  const { body } = await browser.post("/api/v1/organizations", { name: "Northwind" }).expect(201);
  const { id } = body as { id: string };
  const { accessToken } = await switchTo(app, browser, id);
  const client = createCookieBrowser(app, { Authorization: `Bearer ${accessToken}` });
  return { ...rest, userId, organizationId: id, client, path: pathIn(id) };
}

/**
 * Is invited to one organization and accepts, to others and declines, lets it expire or wait; invites others, proves a domain, lets in and
 * turns down who asks, and asks elsewhere. All of it stays as it is.
 */
async function moveAmongOrganizations(person: Client, userId: string): Promise<void> {
  const owner = await organizationOf(await personWithMailbox(app));
  const [invited] = await inviteAll(owner, [SECOND], "admin");
  await acceptOne({ client: person }, String(invited?.invitationId)).expect(200);
  const { accessToken } = await switchTo(app, person, owner.organizationId);
  const leader = { ...owner, client: as({ accessToken }) };
  const [, revoked] = await inviteAll(leader, [newEmail(), newEmail()]);
  await leader.client.delete(leader.path(`/invitations/${revoked?.invitationId}`)).expect(204);
  const domain = await addDomain(leader);
  await verify(leader, domain, await askForCode(app, leader, domain)).expect(200);

  for (const decided of ["accept", "decline"]) {
    const asking = await personWithMailbox(app);
    const request = { id: newId(app.clock()), organizationId: owner.organizationId, userId: asking.id, createdAt: app.clock() };
    await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("joinRequests").insert(request));
    await leader.client.post(leader.path(`/join-requests/${request.id}/${decided}`)).expect(204);
  }

  const others = [];
  for (let count = 0; count < 3; count += 1) others.push(await organizationOf(await personWithMailbox(app)));
  const waiting = [];
  for (const other of others) waiting.push(...(await inviteAll(other, [SECOND, FIRST, NEVER])));
  await person.post(`${MINE}/${waiting[0]?.invitationId}/decline`, {}).expect(204);
  const [, { organizationId } = owner, last = owner] = others;
  await inOrganization(app.deps.db, organizationId, (tx) => tx("organizationInvitations").update({ expiresAt: app.clock() }));
  // The domain is the other's, who has it no more: it is as little the person's as the name of the organization is.
  const theirs = {
    id: newId(),
    domain: "quux.example",
    mode: "request",
    newMemberRole: "viewer",
    createdAt: app.clock(),
    verifiedAt: app.clock(),
  };
  const inLast = (work: Parameters<typeof inOrganization<unknown>>[2]) => inOrganization(app.deps.db, last.organizationId, work);
  await inLast((tx) => tx("organizationDomains").insert({ ...theirs, organizationId: last.organizationId }));
  await person.post(last.path("/join")).expect(200);
  await inLast((tx) => tx("organizationDomains").where({ id: theirs.id }).delete());
  expect(await app.ownerDb("joinRequests").where({ userId })).toHaveLength(1);
}

test("after an erasure nothing in the whole database names the person, nor an address, network address or user agent of theirs", async () => {
  const [admin, bystander] = [await newAdministrator(app), await personWithMailbox(app)];
  const id = await register(admin.client);
  await moveAbout();

  const helper = await admin.again();
  await impersonate(app, { client: helper }, id);
  await helper.patch(`/api/v1/users/${id}`, { name: "Zebulon Quux Junior" }).expect(200);
  const secret = await addWaysIn();
  await helper.patch(`/api/v1/users/${id}`, { instanceRole: "administrator" }).expect(200);

  // Administers others under one name, and takes another.
  const person = await comeStrongly(secret);
  const { body } = await person.post("/api/v1/invitations", { email: newEmail() }).expect(201);
  await person.delete(`/api/v1/invitations/${(body as { id: string }).id}`).expect(204);
  await person.post("/api/v1/invitations", { email: newEmail() }).expect(201);
  await impersonate(app, { client: person }, bystander.id);
  await person.post(`/api/v1/users/${bystander.id}/require-password-reset`).expect(204);
  await person.patch("/api/v1/me", { name: "Zebulon Quux Senior" }).expect(200);
  const pupil = newEmail();
  await acceptFromOperator(app, pupil);
  const { id: pupilId } = (await app.deps.db("users").where({ email: pupil }).first()) as { id: string };
  await person.patch(`/api/v1/users/${pupilId}`, { instanceRole: "administrator" }).expect(200);

  await moveAmongOrganizations(person, id);

  // Wants another address and does not go on, mistypes a code, leaves a sign-in, takes a copy, closes, comes back, and closes for good.
  await askForChange(app, { browser: person, email: SECOND, password: PASSWORD }, WISHED);
  await person.get("/api/v1/me/export").expect(200);
  const browser = browserOf();
  const { secondFactor } = await logIn(SECOND, browser);
  await sendCode(browser, app.secret(secondFactor.token), "000000").expect(422);
  await person.post("/api/v1/me/deletion", {}).expect(200);
  const kept = await comeStrongly(secret, { keepsAccount: true });
  await kept.post("/api/v1/me/deletion", {}).expect(200);

  // Others want the address, and have come by it.
  const wisher = await personWithMailbox(app);
  for (const email of [FIRST, SECOND]) {
    await wisher.browser.post("/api/v1/me/email-change", { newEmail: email, currentPassword: PASSWORD }).expect(201);
  }
  for (const email of [FIRST, SECOND, NEVER]) await askToRecover(app, createCookieBrowser(app), email).catch(() => undefined);
  await createClient(app).post("/api/v1/auth/register", { email: NEVER, name: "Eve", password: PASSWORD }).expect(202);

  expect((await findTraces(app, TRACES)).length).toBeGreaterThan(100);
  await leaveWhatNobodyCanTell(bystander.email);
  app.clock.advance(14 * DAY + 1);
  await deleteNoticesOfNobody(app.deps.db);
  await eraseDueAccounts(app.deps);
  expect(await findTraces(app, TRACES)).toEqual(MAY_REMAIN);
  expect(await findTraces(app, new RegExp(id))).toEqual([]);
  // What is of others is there.
  expect(await app.deps.db("auditEvents").where({ subjectUserId: wisher.id, action: "user.email_change_requested" })).toHaveLength(2);
  const told = (await app.deps.db("notices").where({ userId: bystander.id })) as Array<{ kind: string }>;
  expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["impersonated", "password_reset_required"]));
});

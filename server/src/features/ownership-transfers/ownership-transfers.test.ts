import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { inTurn } from "../../../test/in-turn.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { ALL_ORGANIZATION_PERMISSIONS } from "../../http/access/catalogue.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { signIn, createClient } from "../../../test/client.ts";

const MINE = "/api/v1/me/ownership-transfers";
const DAY = 86_400;

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

type Transfer = { id: string; from: { id: string }; to: { id: string }; expiresAt: string };

const offer = (by: Member, { userId: toUserId }: { userId: string }) => by.client.post(by.path("/ownership-transfers"), { toUserId });
const offered = async (by: Member, to: Member) => (await offer(by, to).expect(201)).body as Transfer;
const open = async (by: Member) =>
  ((await by.client.get(by.path("/ownership-transfers")).expect(200)).body as { transfer: Transfer | null }).transfer;
const mine = async (who: Member) => ((await who.client.get(MINE).expect(200)).body as { items: Transfer[] }).items;
const answer = (who: Member, { id }: { id: string }, word: "accept" | "decline" = "accept") => who.client.post(`${MINE}/${id}/${word}`);
const cancel = (by: Member, { id }: { id: string }) => by.client.delete(by.path(`/ownership-transfers/${id}`));
const give = (by: Member, to: Member, roleId: string) => by.client.patch(by.path(`/members/${to.userId}`), { roleId });

async function rolesIn({ organizationId }: Member): Promise<Record<string, string>> {
  const rows = await inOrganization(app.deps.db, organizationId, (tx) => tx("memberships").where({ organizationId }));
  return Object.fromEntries(rows.map((row: { userId: string; builtInRole: string }) => [row.userId, row.builtInRole]));
}

const eventsIn = ({ organizationId }: Member) =>
  inOrganization(app.deps.db, organizationId, (tx) =>
    tx("auditEvents").where({ organizationId }).whereRaw("action ~ '^(ownership|member)[.]'").orderBy("sequence"),
  );

async function pair(role = "developer"): Promise<{ owner: Awaited<ReturnType<typeof newOrganization>>; taker: Member }> {
  const owner = await newOrganization(app);
  return { owner, taker: await newMember(app, owner.organizationId, role) };
}

test("an owner hands the organization over to a member who accepts: they own it, and the giver is an admin, on the next request", async () => {
  const { owner, taker } = await pair();
  const transfer = await offered(owner, taker);
  expect(transfer).toMatchObject({ from: { id: owner.userId }, to: { id: taker.userId, email: taker.email } });
  expect((Date.parse(transfer.expiresAt) - app.clock().getTime()) / 1000 / DAY).toBeCloseTo(7, 2);
  expect(await open(owner)).toEqual(transfer);
  expect(await mine(taker)).toMatchObject([{ id: transfer.id, organization: { id: owner.organizationId }, from: { email: owner.email } }]);
  expect(await mine(owner)).toEqual([]);
  const mail = await lastMail(app, taker.email, "ownership_offered");
  expect(mail).toMatchObject({ by: "Ada", organization: owner.organization.name, link: "http://localhost:3000/welcome" });

  await answer(taker, transfer).expect(204);
  expect(await rolesIn(owner)).toEqual({ [owner.userId]: "admin", [taker.userId]: "owner" });
  await taker.client.get(taker.path("/ownership-transfers")).expect(200);
  expectProblem(await owner.client.get(owner.path("/ownership-transfers")), "permission_denied");
  expect(await lastMail(app, owner.email, "ownership_passed")).toMatchObject({ by: "Ada" });
  expect(await app.deps.db("notices").where({ userId: owner.userId })).toMatchObject([{ kind: "ownership_passed" }]);
  expect(await app.deps.db("notices").where({ userId: taker.userId })).toMatchObject([{ kind: "ownership_offered" }]);
  expect(await eventsIn(owner)).toMatchObject([
    { action: "ownership.offered", actorId: owner.userId, subjectUserId: taker.userId },
    { action: "ownership.accepted", actorId: taker.userId, subjectUserId: taker.userId },
    { action: "member.role_changed", subjectUserId: taker.userId, after: { role: "owner" } },
    { action: "member.role_changed", subjectUserId: owner.userId, before: { role: "owner" }, after: { role: "admin" } },
  ]);
  expectProblem(await answer(taker, transfer), "transfer_ended");
  expect(await mine(taker)).toEqual([]);
});

test("an offer is declined or withdrawn once, and then another one can be made", async () => {
  const { owner, taker } = await pair();
  const first = await offered(owner, taker);
  expectProblem(await offer(owner, taker), "transfer_open");
  await answer(taker, first, "decline").expect(204);
  for (const word of ["accept", "decline"] as const) expectProblem(await answer(taker, first, word), "transfer_ended");
  const second = await offered(owner, taker);
  await cancel(owner, second).expect(204);
  expectProblem(await cancel(owner, second), "transfer_ended");
  expectProblem(await answer(taker, second), "transfer_ended");
  expect(await open(owner)).toBeNull();
  expect(await rolesIn(owner)).toEqual({ [owner.userId]: "owner", [taker.userId]: "developer" });
  expect((await eventsIn(owner)).map(({ action }: { action: string }) => action)).toEqual([
    "ownership.offered",
    "ownership.declined",
    "ownership.offered",
    "ownership.cancelled",
  ]);
});

test("after seven days it is too late, and nothing stands in the way of another offer", async () => {
  const { owner, taker } = await pair();
  const transfer = await offered(owner, taker);
  app.clock.advance(7 * DAY);
  const late = { ...taker, client: createClient(app, { Authorization: `Bearer ${(await signIn(app, taker)).accessToken}` }) };
  expectProblem(await answer(late, transfer), "transfer_ended");
  expect(await mine(late)).toEqual([]);
  const again = { ...owner, client: createClient(app, { Authorization: `Bearer ${(await signIn(app, owner)).accessToken}` }) };
  expect(await open(again)).toBeNull();
  await offered(again, taker);
});

test("who was removed and is a member again has not kept the offer", async () => {
  const { owner, taker } = await pair();
  const transfer = await offered(owner, taker);
  await owner.client.delete(owner.path(`/members/${taker.userId}`)).expect(204);
  app.clock.advance(1);
  const { organizationId } = owner;
  const membership = { organizationId, userId: taker.userId, builtInRole: "viewer", createdAt: app.clock() };
  await inOrganization(app.deps.db, organizationId, (tx) => tx("memberships").insert(membership));
  expect(await mine(taker)).toEqual([]);
  expectProblem(await answer(taker, transfer), "transfer_ended");
  expect(await open(owner)).toBeNull();
  expect(await rolesIn(owner)).toEqual({ [owner.userId]: "owner", [taker.userId]: "viewer" });
});

test("an offer is bound to whom it was made", async () => {
  const { owner, taker } = await pair();
  const transfer = await offered(owner, taker);
  const [admin, stranger] = [await newMember(app, owner.organizationId, "admin"), await newOrganization(app)];
  for (const who of [admin, owner, stranger]) {
    for (const word of ["accept", "decline"] as const) expectProblem(await answer(who, transfer, word), "not_found");
  }
  expectProblem(await cancel(stranger, transfer), "not_found");
  expectProblem(await cancel(admin, transfer), "permission_denied");
  expectProblem(await stranger.client.delete(owner.path(`/ownership-transfers/${transfer.id}`)), "not_found");
  expectProblem(await offer(stranger, taker), "not_found");
  expect(expectInvalid(await taker.client.post(`${MINE}/a%00b/accept`))).toContain("params /transferId invalid_text");
  expect(await open(owner)).toEqual(transfer);
});

test("it is offered by an owner alone, and not to oneself, to an owner, or to who is shut out", async () => {
  const { owner, taker } = await pair();
  const second = await newMember(app, owner.organizationId, "owner");
  const shut = await newMember(app, owner.organizationId);
  await app.deps.db("users").where({ id: shut.userId }).update({ disabledAt: app.clock() });
  for (const to of [owner, second, shut]) expect(expectInvalid(await offer(owner, to))).toEqual(["body /toUserId not_allowed"]);
  expectProblem(await offer(owner, { userId: newId(app.clock()) }), "not_found");
  const id = newId(app.clock());
  const times = { createdAt: app.clock(), updatedAt: app.clock() };
  const role = { id, organizationId: owner.organizationId, name: "All", permissions: ALL_ORGANIZATION_PERMISSIONS, ...times };
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("roles").insert(role));
  expectProblem(await offer(await newMember(app, owner.organizationId, id), taker), "grant_exceeds_own");
});

test("an offer is worth nothing once its giver is no owner, no member, or shut out, or its taker is no member", async () => {
  const endings: Array<(of: { owner: Member; taker: Member; second: Member }) => PromiseLike<unknown>> = [
    ({ owner, second }) => give(second, owner, "admin").expect(200),
    ({ owner, second }) => second.client.delete(second.path(`/members/${owner.userId}`)).expect(204),
    ({ taker, second }) => second.client.delete(second.path(`/members/${taker.userId}`)).expect(204),
    ({ owner }) => app.deps.db("users").where({ id: owner.userId }).update({ disabledAt: app.clock() }),
  ];
  for (const end of endings) {
    const { owner, taker } = await pair();
    const second = await newMember(app, owner.organizationId, "owner");
    const transfer = await offered(owner, taker);
    await end({ owner, taker, second });
    const before = await rolesIn(owner);
    expectProblem(await answer(taker, transfer), "transfer_ended");
    expect(await mine(taker)).toEqual([]);
    expect(await open(second)).toBeNull();
    expect(await rolesIn(owner)).toEqual(before);
    await offered(second, await newMember(app, owner.organizationId));
  }
});

test("of two offers made at once one is made, and of acceptances at once one counts", async () => {
  const { owner, taker } = await pair();
  const answers = await Promise.all([offer(owner, taker), offer(owner, taker), offer(owner, taker)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  const transfer = (await open(owner)) as Transfer;
  const accepted = await Promise.all([
    answer(taker, transfer),
    answer(taker, transfer),
    cancel(owner, transfer),
    answer(taker, transfer, "decline"),
  ]);
  expect(accepted.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(Object.values(await rolesIn(owner)).filter((role) => role === "owner")).toHaveLength(1);
});

test("an acceptance that waited while its giver was demoted, or its sender signed out, changes nothing", async () => {
  const { owner, taker } = await pair();
  const second = await newMember(app, owner.organizationId, "owner");
  const transfer = await offered(owner, taker);
  const [demoted, accepted] = await inTurn(app, owner.userId, [() => give(second, owner, "admin"), () => answer(taker, transfer)]);
  expect(demoted.status).toBe(200);
  expectProblem(accepted, "transfer_ended");
  const another = await offered(second, taker);
  const [, late] = await inTurn(app, taker.userId, [() => taker.client.post("/api/v1/auth/logout", {}), () => answer(taker, another)]);
  expectProblem(late, "session_ended");
  expect(await rolesIn(owner)).toMatchObject({ [taker.userId]: "developer", [second.userId]: "owner" });
});

test("nobody takes a closed organization over", async () => {
  const { owner, taker } = await pair();
  const transfer = await offered(owner, taker);
  await owner.client.post(owner.path("/close")).expect(200);
  expect(await mine(taker)).toEqual([]);
  for (const word of ["accept", "decline"] as const) expectProblem(await answer(taker, transfer, word), "organization_closed");
});

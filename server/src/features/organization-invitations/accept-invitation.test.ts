import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, registerPerson, signIn, newEmail } from "../../../test/client.ts";
import type { ExportContent } from "../../../test/export-document.ts";
import {
  acceptOne,
  anotherDevice,
  inviteAll,
  inviteOne,
  lookAtOffer,
  MINE,
  provenPerson,
  type Person,
} from "../../../test/organization-invitations.ts";
import { newMember, newOrganization, switchTo } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";

const DAY = 86_400;

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const membershipsOf = (organizationId: string, userId: string) =>
  inOrganization(app.deps.db, organizationId, (tx) => tx("memberships").where({ organizationId, userId }));
const eventsOf = (organizationId: string, id: string) =>
  inOrganization(app.deps.db, organizationId, (tx) => tx("auditEvents").where({ targetId: id }).orderBy("sequence"));
const mine = async ({ client }: Pick<Person, "client">) => ((await client.get(MINE).expect(200)).body as { items: object[] }).items;

test("who is invited sees it, becomes a member once they accept, and the record names them and not the address", async () => {
  const [owner, person] = [await newOrganization(app), await provenPerson(app)];
  const { id } = await inviteOne(app, owner, person.email);
  const offer = {
    id,
    organization: { id: owner.organizationId, name: owner.organization.name },
    role: { id: "developer", name: "Developer" },
  };
  expect(await mine(person)).toMatchObject([{ ...offer, invitedBy: "Ada" }]);
  const { body } = await acceptOne(person, id).expect(200);
  expect(body).toEqual({
    organization: { id: owner.organizationId, slug: owner.organization.slug, name: owner.organization.name },
    role: { id: "developer", name: "Developer" },
  });
  expect(await mine(person)).toEqual([]);
  expect(await switchTo(app, person.client, owner.organizationId)).toMatchObject({ organization: { role: { id: "developer" } } });
  const events = await eventsOf(owner.organizationId, id);
  expect(events).toMatchObject([
    { action: "organization_invitation.created", actorId: owner.userId },
    { action: "organization_invitation.accepted", actorId: person.userId, subjectUserId: person.userId, after: { roleId: "developer" } },
  ]);
  expect(JSON.stringify(events)).not.toContain(person.email);
});

test("200 acceptances of one invitation at once, from several devices, make one membership, and whoever is answered hears of it", async () => {
  const [owner, person] = [await newOrganization(app), await provenPerson(app)];
  const { id, token } = await inviteOne(app, owner, person.email);
  const devices = [person];
  for (let count = 1; count < 4; count += 1) devices.push(await anotherDevice(app, person));
  // One window of requests is not what this is about.
  const ask = (index: number) => {
    const { client } = devices[index % devices.length] as Person;
    const body = index % 2 ? { token } : {};
    return client.post(`${MINE}/${id}/accept`, body).set("X-Forwarded-For", `10.7.${index >> 4}.1`);
  };
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(index)));
  // A machine that is busy with other things says to come back, and that is all it says.
  for (const answer of answers) if (answer.status !== 200) expectProblem(answer, "unavailable");
  await acceptOne(person, id).expect(200);
  expect(await membershipsOf(owner.organizationId, person.userId)).toHaveLength(1);
  const events = await eventsOf(owner.organizationId, id);
  expect(events.filter(({ action }) => action === "organization_invitation.accepted")).toHaveLength(1);
}, 60_000);

test("a link that was passed on lets nobody else in, and tells them no more than whose it may be", async () => {
  const [owner, invited, other] = [await newOrganization(app), await provenPerson(app), await provenPerson(app)];
  const { id, token } = await inviteOne(app, owner, invited.email);
  const { detail } = expectProblem(await acceptOne(other, id, token), "invitation_for_another");
  expect(detail).toContain("u•••@example.com");
  expect(detail).not.toContain(invited.email);
  expectProblem(await other.client.post(`${MINE}/${id}/decline`, { token }), "invitation_for_another");
  // Without the link there is nothing to know.
  expectProblem(await acceptOne(other, id), "not_found");
  expectProblem(await other.client.post(`${MINE}/${id}/decline`, {}), "not_found");
  expectProblem(await acceptOne(other, newId()), "not_found");
  expect(expectInvalid(await acceptOne(other, "x"))).toEqual(["params /invitationId invalid"]);
  expectProblem(await acceptOne(other, newId(), token), "invitation_invalid");
  expect(await mine(other)).toEqual([]);
  expect(await membershipsOf(owner.organizationId, other.userId)).toEqual([]);
  await acceptOne(invited, id, token).expect(200);
});

test("an address must be confirmed before its invitations are seen or accepted, with the link too", async () => {
  const owner = await newOrganization(app);
  const squatter = await registerPerson(app);
  const { accessToken } = await signIn(app, squatter);
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  const { id, token } = await inviteOne(app, owner, squatter.email);
  expect(await mine({ client })).toEqual([]);
  expectProblem(await acceptOne({ client }, id), "email_not_verified");
  expectProblem(await acceptOne({ client }, id, token), "email_not_verified");
  expectProblem(await client.post(`${MINE}/${id}/decline`, { token }), "email_not_verified");
});

test("where there is no mail the link that was handed over stands for the proof of the address, and of that address only", async () => {
  const at = await createTestApp({ databaseUrl: app.deps.config.database.url });
  at.deps.outbox.mode = "off";
  const owner = await newOrganization(at);
  const [invited, other] = [await registerPerson(at), await registerPerson(at)];
  const { id, token } = await inviteOne(at, owner, invited.email);
  const client = async (person: typeof invited) => await anotherDevice(at, person);
  expectProblem(await acceptOne(await client(invited), id), "email_not_verified");
  expectProblem(await acceptOne(await client(other), id, token), "invitation_for_another");
  await acceptOne(await client(invited), id, token).expect(200);
  await at.close();
});

test("the address is the same in any letters and in any script", async () => {
  const owner = await newOrganization(app);
  const person = await provenPerson(app, `ada${Date.now()}@xn--bcher-kva.example`);
  const typed = person.email.toUpperCase().replace("XN--BCHER-KVA", "BÜCHER");
  const [invited] = await inviteAll(owner, [typed]);
  expect(invited).toMatchObject({ email: person.email, status: "invited" });
  expect(await mine(person)).toHaveLength(1);
  for (const alike of [person.email.replace("ada", "_da"), person.email.replace("ada", "%"), `x${person.email}`]) {
    expect(await mine(await provenPerson(app, alike))).toEqual([]);
  }
  await acceptOne(person, String(invited?.invitationId)).expect(200);
});

test("who is a member already keeps the role they have", async () => {
  const owner = await newOrganization(app);
  const email = newEmail();
  const { id } = await inviteOne(app, owner, email, "admin");
  const member = await newMember(app, owner.organizationId, "viewer");
  await app.deps.db("users").where({ id: member.userId }).update({ email, emailVerifiedAt: app.clock() });
  const { body } = await acceptOne(member, id).expect(200);
  expect(body).toMatchObject({ role: { id: "viewer" } });
  expect(await membershipsOf(owner.organizationId, member.userId)).toMatchObject([{ builtInRole: "viewer" }]);
});

test("what has expired, was withdrawn, declined or replaced, or is of a closed organization, opens nothing", async () => {
  const at = await createTestApp({ databaseUrl: app.deps.config.database.url });
  const arrange: Array<
    (of: { owner: Awaited<ReturnType<typeof newOrganization>>; person: Person; id: string; token: string }) => Promise<unknown>
  > = [
    ({ owner, id }) => owner.client.delete(owner.path(`/invitations/${id}`)).expect(204),
    ({ person, id }) => person.client.post(`${MINE}/${id}/decline`, {}).expect(204),
    ({ owner }) =>
      inOrganization(at.deps.db, owner.organizationId, (tx) => tx("organizations").update({ closedAt: at.clock(), erasesAt: at.clock() })),
    async () => at.clock.advance(7 * DAY),
  ];
  for (const change of arrange) {
    const [owner, person] = [await newOrganization(at), await provenPerson(at)];
    const { id, token } = await inviteOne(at, owner, person.email);
    await lookAtOffer(at, token).expect(200);
    await change({ owner, person, id, token });
    const { client } = await anotherDevice(at, person);
    expect(await mine({ client })).toEqual([]);
    for (const sent of [undefined, token]) {
      expectProblem(await acceptOne({ client }, id, sent), "invitation_invalid");
      expectProblem(await client.post(`${MINE}/${id}/decline`, { ...(sent && { token: sent }) }), "invitation_invalid");
    }
    expectProblem(await lookAtOffer(at, token), "invitation_invalid");
    expect(await membershipsOf(owner.organizationId, person.userId)).toEqual([]);
  }
  await at.close();
});

test("who has left is not let in again by the invitation that they used", async () => {
  const [owner, person] = [await newOrganization(app), await provenPerson(app)];
  const { id, token } = await inviteOne(app, owner, person.email);
  await acceptOne(person, id).expect(200);
  await acceptOne(person, id, token).expect(200);
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("memberships").where({ userId: person.userId }).delete());
  expectProblem(await acceptOne(person, id), "invitation_invalid");
  expectProblem(await person.client.post(`${MINE}/${id}/decline`, {}), "invitation_invalid");
});

test("nobody becomes a member of more organizations than one may be", async () => {
  const [owner, person] = [await newOrganization(app), await provenPerson(app)];
  const { id } = await inviteOne(app, owner, person.email);
  for (let count = 0; count < 100; count += 1) await person.client.post("/api/v1/organizations", { name: `Number ${count}` }).expect(201);
  expectProblem(await acceptOne(person, id), "too_many_organizations");
  expect(await mine(person)).toHaveLength(1);
}, 60_000);

test("of an acceptance and a withdrawal at once, one holds", async () => {
  for (let round = 0; round < 4; round += 1) {
    const [owner, person] = [await newOrganization(app), await provenPerson(app)];
    const { id } = await inviteOne(app, owner, person.email);
    const [accepted, revoked] = await Promise.all([acceptOne(person, id), owner.client.delete(owner.path(`/invitations/${id}`))]);
    expect([accepted.status, revoked.status]).toEqual(accepted.status === 200 ? [200, 404] : [410, 204]);
    expect(await membershipsOf(owner.organizationId, person.userId)).toHaveLength(accepted.status === 200 ? 1 : 0);
  }
});

test("a link that nobody made is worth nothing", async () => {
  for (const token of ["", "x", "A".repeat(43), "\u00e9", "' or 1=1 --"])
    expectProblem(await lookAtOffer(app, token), "invitation_invalid");
  expect(expectInvalid(await lookAtOffer(app, "x".repeat(101)))).toEqual(["body /token too_long"]);
});

test("the copy of a person's data has the invitations that wait for them, and those that they sent without the addresses of others", async () => {
  const [owner, person] = [await newOrganization(app), await provenPerson(app)];
  const { id } = await inviteOne(app, owner, person.email);
  const own = await newOrganization(app);
  await app.deps.db("users").where({ id: own.userId }).update({ emailVerifiedAt: app.clock() });
  const { id: sent } = await inviteOne(app, own, newEmail());
  const itemsOf = async ({ client }: Pick<Person, "client">) => {
    const { text } = await client.get("/api/v1/me/export").expect(200);
    const { content } = JSON.parse(text) as { content: ExportContent };
    return content.sections["organizationInvitations"]?.items;
  };
  expect(await itemsOf(person)).toMatchObject([{ id, email: person.email, isMadeByYou: false, organizationId: owner.organizationId }]);
  expect(await itemsOf(own)).toMatchObject([{ id: sent, email: null, isMadeByYou: true }]);
});

import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, registerPerson, signIn } from "../../../test/client.ts";
import { addDomain, provenDomain, type DomainAnswer } from "../../../test/organization-domains.ts";
import { acceptOne, anotherDevice, inviteOne, provenPerson, type Person } from "../../../test/organization-invitations.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";

const JOINABLE = "/api/v1/me/joinable-organizations";
type Request = { id: string; user: { id: string; email: string } };

let app: TestApp;
let people = 0;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const at = ({ domain }: Pick<DomainAnswer, "domain">) => provenPerson(app, `person${(people += 1)}@${domain}`);
const join = ({ client }: Pick<Person, "client">, organizationId: string) => client.post(`/api/v1/organizations/${organizationId}/join`);
const joinable = async ({ client }: Pick<Person, "client">) => ((await client.get(JOINABLE).expect(200)).body as { items: object[] }).items;
const waiting = async (by: Member) => ((await by.client.get(by.path("/join-requests")).expect(200)).body as { items: Request[] }).items;
const rowsOf = (table: string, organizationId: string, userId: string) =>
  inOrganization(app.deps.db, organizationId, (tx) => tx(table).where({ organizationId, userId }));
const eventsOf = async (organizationId: string, subjectUserId: string) => {
  const events = await inOrganization(app.deps.db, organizationId, (tx) =>
    tx("auditEvents").where({ organizationId, subjectUserId }).orderBy("sequence"),
  );
  return events.map(({ action, actorId }) => [action, actorId]);
};

test("who has a confirmed address at a proven domain joins by one press of their own, and is no member before", async () => {
  const owner = await newOrganization(app);
  const domain = await provenDomain(app, owner);
  const person = await at(domain);
  const { organizationId } = owner;
  expect(await joinable(person)).toEqual([{ id: organizationId, name: owner.organization.name, mode: "auto_join", requestedAt: null }]);
  expect(await rowsOf("memberships", organizationId, person.userId)).toEqual([]);
  expectProblem(await person.client.post("/api/v1/auth/switch-organization", { organizationId }), "not_found");
  expect((await join(person, organizationId).expect(200)).body).toEqual({ status: "joined" });
  expect(await switchTo(app, person.client, organizationId)).toMatchObject({ organization: { role: { id: "viewer" } } });
  expect(await joinable(person)).toEqual([]);
  expect((await join(person, organizationId).expect(200)).body).toEqual({ status: "joined" });
  expect(await eventsOf(organizationId, person.userId)).toMatchObject([
    ["member.joined", person.userId],
    ["organization.entered", person.userId],
  ]);
});

test("of many presses at once, from several devices, one makes the membership", async () => {
  const owner = await newOrganization(app);
  const person = await at(await provenDomain(app, owner));
  const devices = [person, await anotherDevice(app, person), await anotherDevice(app, person)];
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => join(devices[index % 3] as Person, owner.organizationId)));
  expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"status":"joined"}']));
  expect(await rowsOf("memberships", owner.organizationId, person.userId)).toHaveLength(1);
  expect((await eventsOf(owner.organizationId, person.userId)).filter(([action]) => action === "member.joined")).toHaveLength(1);
});

test("an address that nobody has confirmed, another domain, a subdomain, and a domain that is not proven let nobody in", async () => {
  const owner = await newOrganization(app);
  const { organizationId } = owner;
  const domain = await provenDomain(app, owner);
  const squatter = await registerPerson(app, { email: `squatter@${domain.domain}` });
  const { accessToken } = await signIn(app, squatter);
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  expect(await joinable({ client })).toEqual([]);
  expectProblem(await join({ client }, organizationId), "not_found");
  const waitingForProof = await addDomain(owner);
  for (const name of ["example.com", `sub.${domain.domain}`, `x${domain.domain}`, waitingForProof.domain]) {
    const person = await at({ domain: name });
    expect(await joinable(person)).toEqual([]);
    expectProblem(await join(person, organizationId), "not_found");
    expectProblem(await join(person, newId()), "not_found");
  }
  // Nor does one of another organization.
  const other = await newOrganization(app);
  const person = await at(await provenDomain(app, other));
  expectProblem(await join(person, organizationId), "not_found");
});

test("where it is so set, people of the domain ask, once, and are let in by who may invite", async () => {
  const owner = await newOrganization(app);
  const domain = await provenDomain(app, owner, { mode: "request", newMemberRole: "developer" });
  const person = await at(domain);
  const { organizationId, path } = owner;
  const answers = await Promise.all(Array.from({ length: 5 }, () => join(person, organizationId)));
  expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"status":"requested"}']));
  expect(await joinable(person)).toMatchObject([{ requestedAt: expect.any(String) }]);
  const [request, ...others] = await waiting(owner);
  expect(request).toMatchObject({ user: { id: person.userId, email: person.email } });
  expect(others).toEqual([]);
  const viewer = await newMember(app, organizationId);
  expectProblem(await viewer.client.get(path("/join-requests")), "permission_denied");
  expectProblem(await viewer.client.post(path(`/join-requests/${request?.id}/accept`)), "permission_denied");
  const accept = () => owner.client.post(path(`/join-requests/${request?.id}/accept`));
  const decisions = await Promise.all([accept(), accept(), owner.client.post(path(`/join-requests/${request?.id}/decline`))]);
  expect(decisions.filter(({ status }) => status === 204)).toHaveLength(1);
  for (const answer of decisions.filter(({ status }) => status !== 204)) expectProblem(answer, "not_found");
  expect(await waiting(owner)).toEqual([]);
});

test("who is let in has the role of the domain, at once; who is turned down may ask again", async () => {
  const owner = await newOrganization(app);
  const domain = await provenDomain(app, owner, { mode: "request", newMemberRole: "developer" });
  const [one, two] = [await at(domain), await at(domain)];
  const { organizationId, path } = owner;
  for (const person of [one, two]) await join(person, organizationId).expect(200);
  const [second, first] = await waiting(owner);
  await owner.client.post(path(`/join-requests/${first?.id}/accept`)).expect(204);
  await owner.client.post(path(`/join-requests/${second?.id}/decline`)).expect(204);
  expect(await rowsOf("memberships", organizationId, one.userId)).toMatchObject([{ builtInRole: "developer" }]);
  await switchTo(app, one.client, organizationId);
  expect((await join(two, organizationId).expect(200)).body).toEqual({ status: "requested" });
  expect(await rowsOf("memberships", organizationId, two.userId)).toEqual([]);
  expect(await eventsOf(organizationId, two.userId)).toEqual([
    ["join_request.created", two.userId],
    ["join_request.declined", owner.userId],
    ["join_request.created", two.userId],
  ]);
});

test("whoever lets in gives no more than they hold, and a domain that is gone gives the least", async () => {
  const owner = await newOrganization(app);
  const domain = await provenDomain(app, owner, { mode: "request", newMemberRole: "developer" });
  const person = await at(domain);
  const { organizationId, path } = owner;
  await join(person, organizationId).expect(200);
  const now = app.clock();
  const role = { id: newId(now), organizationId, name: "Porter", permissions: ["members:invite"], createdAt: now, updatedAt: now };
  await inOrganization(app.deps.db, organizationId, (tx) => tx("roles").insert(role));
  const porter = await newMember(app, organizationId, role.id);
  const [request] = await waiting(porter);
  expectProblem(await porter.client.post(path(`/join-requests/${request?.id}/accept`)), "grant_exceeds_own");
  await owner.client.delete(path(`/domains/${domain.id}`)).expect(204);
  expectProblem(await join(person, organizationId), "not_found");
  await owner.client.post(path(`/join-requests/${request?.id}/accept`)).expect(204);
  expect(await rowsOf("memberships", organizationId, person.userId)).toMatchObject([{ builtInRole: "viewer" }]);
});

test("a request of another organization is neither seen nor decided, and one who came in by invitation waits no more", async () => {
  const [owner, other] = [await newOrganization(app), await newOrganization(app)];
  const person = await at(await provenDomain(app, owner, { mode: "request" }));
  await join(person, owner.organizationId).expect(200);
  const [request] = await waiting(owner);
  for (const id of [request?.id, newId()]) {
    for (const verb of ["accept", "decline"])
      expectProblem(await other.client.post(other.path(`/join-requests/${id}/${verb}`)), "not_found");
  }
  expect(expectInvalid(await owner.client.post(owner.path("/join-requests/x/accept")))).toEqual(["params /requestId invalid"]);
  const { id } = await inviteOne(app, owner, person.email, "admin");
  await acceptOne(person, id).expect(200);
  expect(await waiting(owner)).toEqual([]);
  await owner.client.post(owner.path(`/join-requests/${request?.id}/accept`)).expect(204);
  expect(await rowsOf("memberships", owner.organizationId, person.userId)).toMatchObject([{ builtInRole: "admin" }]);
});

test("who waits when a domain is opened to all joins like all others, and is not let in twice", async () => {
  const owner = await newOrganization(app);
  const domain = await provenDomain(app, owner, { mode: "request" });
  const person = await at(domain);
  await join(person, owner.organizationId).expect(200);
  await owner.client.patch(owner.path(`/domains/${domain.id}`), { mode: "auto_join" }).expect(200);
  expect((await join(person, owner.organizationId).expect(200)).body).toEqual({ status: "joined" });
  expect(await rowsOf("joinRequests", owner.organizationId, person.userId)).toMatchObject([{ decision: "accepted", decidedBy: null }]);
});

test("who was removed does not just come back by the domain: they ask", async () => {
  const owner = await newOrganization(app);
  const person = await at(await provenDomain(app, owner));
  const { organizationId } = owner;
  await join(person, organizationId).expect(200);
  await inOrganization(app.deps.db, organizationId, async (tx) => {
    await tx("memberships").where({ userId: person.userId }).delete();
    const [event] = await tx("auditEvents").where({ organizationId, subjectUserId: person.userId }).limit(1);
    await tx("auditEvents").insert({ ...event, sequence: undefined, id: newId(), action: "member.removed" });
  });
  expect((await join(person, organizationId).expect(200)).body).toEqual({ status: "requested" });
});

test("a closed organization takes nobody, and nobody is a member of more than one may be", async () => {
  const owner = await newOrganization(app);
  const [auto, byRequest] = [await provenDomain(app, owner), await provenDomain(app, owner, { mode: "request" })];
  const [first, second] = [await at(auto), await at(byRequest)];
  const { organizationId, path } = owner;
  await join(second, organizationId).expect(200);
  const [request] = await waiting(owner);
  for (const { client } of [first, second]) {
    for (let count = 0; count < 100; count += 1) await client.post("/api/v1/organizations", { name: `Number ${count}` }).expect(201);
  }
  expectProblem(await join(first, organizationId), "too_many_organizations");
  expectProblem(await owner.client.post(path(`/join-requests/${request?.id}/accept`)), "too_many_organizations");
  const third = await at(auto);
  await inOrganization(app.deps.db, organizationId, (tx) => tx("organizations").update({ closedAt: app.clock(), erasesAt: app.clock() }));
  expect(await joinable(third)).toEqual([]);
  expectProblem(await join(third, organizationId), "not_found");
}, 60_000);

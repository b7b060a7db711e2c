import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  addDomain,
  askForCode,
  mailedCode,
  newDomain,
  provenDomain,
  verify,
  type DomainAnswer,
} from "../../../test/organization-domains.ts";
import { anotherDevice } from "../../../test/organization-invitations.ts";
import { newMember, newOrganization } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { LIMITS } from "../../http/limits.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const wrong = (code: string) => (code === "00000000" ? "00000001" : "00000000");

test("a domain is the organization's once a code from a mailbox of who looks after it is typed", async () => {
  const owner = await newOrganization(app);
  const added = await addDomain(owner, { mode: "request", newMemberRole: "developer" });
  expect(added).toMatchObject({ mode: "request", newMemberRole: "developer", verifiedAt: null, code: null, version: 1 });
  const { body } = await owner.client.post(owner.path(`/domains/${added.id}/code`), { mailbox: "postmaster" }).expect(202);
  const sentTo = `postmaster@${added.domain}`;
  expect(body).toMatchObject({ code: { sentTo, expiresAt: expect.any(String) } });
  const code = await mailedCode(app, sentTo);
  const proven = await verify(owner, added, `${code.slice(0, 4)} ${code.slice(4)}`).expect(200);
  expect(proven.body).toMatchObject({ id: added.id, verifiedAt: expect.any(String), code: null, version: 2 });
  expect(proven.headers["etag"]).toBe('"2"');
  expectProblem(await verify(owner, added, code), "challenge_ended");
  expectProblem(await owner.client.post(owner.path(`/domains/${added.id}/code`), { mailbox: "admin" }), "already_verified");
  const events = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("auditEvents").where({ targetId: added.id }).orderBy("sequence"),
  );
  expect(events.map(({ action }) => action)).toEqual(["domain.added", "domain.code_sent", "domain.verified"]);
  // The code is stored as a keyed hash, and not at all once it is used.
  expect(JSON.stringify(events)).not.toContain(code);
});

test("the code goes to no other mailbox than those that certificate authorities take", async () => {
  const owner = await newOrganization(app);
  const { id } = await addDomain(owner);
  for (const mailbox of ["info", "ADMIN", "admin@evil.example", "admin@", ""]) {
    expect(expectInvalid(await owner.client.post(owner.path(`/domains/${id}/code`), { mailbox }))).toEqual(["body /mailbox not_allowed"]);
  }
});

test("a code is good for five tries, also of many at once, and for ten minutes; a new one voids it", async () => {
  const at = await createTestApp();
  const owner = await newOrganization(at);
  const added = await addDomain(owner);
  const first = await askForCode(at, owner, added);
  expect(expectInvalid(await verify(owner, added, "1234"))).toEqual(["body /code invalid"]);
  const tries = await Promise.all(Array.from({ length: 8 }, () => verify(owner, added, wrong(first))));
  expect(tries.filter(({ status }) => status === 422)).toHaveLength(4);
  expectProblem(await verify(owner, added, first), "challenge_ended");
  const second = await askForCode(at, owner, added, "hostmaster");
  expect(expectInvalid(await verify(owner, added, wrong(second)))).toEqual(["body /code wrong_code"]);
  const third = await askForCode(at, owner, added);
  if (second !== third) expect(expectInvalid(await verify(owner, added, second))).toEqual(["body /code wrong_code"]);
  at.clock.advance(600);
  const later = { ...owner, ...(await anotherDevice(at, owner)) };
  expectProblem(await verify(later, added, third), "challenge_ended");
  await verify(later, added, await askForCode(at, later, added)).expect(200);
  const [row] = await at.ownerDb("organizationDomains").where({ id: added.id });
  expect(row).toMatchObject({ codeHash: null, codeSentTo: null });
  await at.close();
});

test("a domain that one organization has proven can be proven by another once it is removed there", async () => {
  const [first, second] = [await newOrganization(app), await newOrganization(app)];
  const domain = newDomain();
  const theirs = await addDomain(second, { domain });
  const early = await askForCode(app, second, theirs);
  const proven = await provenDomain(app, first, { domain });
  // Only who reads the domain's mail hears of it.
  expect(expectInvalid(await verify(second, theirs, wrong(early)))).toEqual(["body /code wrong_code"]);
  expectProblem(await verify(second, theirs, early), "domain_taken");
  await first.client.delete(first.path(`/domains/${proven.id}`)).expect(204);
  await verify(second, theirs, early).expect(200);
});

test("of two organizations that prove one domain at once, one has it", async () => {
  const owners = [await newOrganization(app), await newOrganization(app)];
  const domain = newDomain();
  const asked = [];
  for (const owner of owners) {
    const added = await addDomain(owner, { domain });
    asked.push({ owner, added, code: await askForCode(app, owner, added) });
  }
  const answers = await Promise.all(asked.map(({ owner, added, code }) => verify(owner, added, code)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test("domains are compared in one form; public mail services, their subdomains and what is no domain are refused", async () => {
  const owner = await newOrganization(app);
  const ask = (domain: string) => owner.client.post(owner.path("/domains"), { domain, mode: "request", newMemberRole: "viewer" });
  const name = newDomain();
  const { body } = await ask(` BÜCHER.${name.toUpperCase()} `).expect(201);
  expect((body as DomainAnswer).domain).toBe(`xn--bcher-kva.${name}`);
  expectProblem(await ask(`bücher.${name}`), "domain_taken");
  await ask(name).expect(201);
  for (const domain of ["gmail.com", "GMAIL.com", "mail.gmail.com", "ｇｍａｉｌ.com", "web.de", "qq.com"])
    expectProblem(await ask(domain), "public_mail_domain");
  for (const domain of [
    "",
    "com",
    "a@example.com",
    "example.com/x",
    "example.com:25",
    "ex%61mple.com",
    "127.0.0.1",
    `${"a".repeat(64)}.com`,
    "example.com\u0000",
  ]) {
    expect(expectInvalid(await ask(domain))[0]).toMatch(/^body \/domain invalid/);
  }
});

test("nobody opens a door to more than they hold", async () => {
  const owner = await newOrganization(app);
  const now = app.clock();
  const role = { id: newId(now), organizationId: owner.organizationId, name: "Mailer", createdAt: now, updatedAt: now };
  const permissions = ["domains:read", "domains:update", "organization:read", "members:read"];
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("roles").insert({ ...role, permissions }));
  const mailer = await newMember(app, owner.organizationId, role.id);
  const ask = (newMemberRole: string) =>
    mailer.client.post(mailer.path("/domains"), { domain: newDomain(), mode: "request", newMemberRole });
  expectProblem(await ask("developer"), "grant_exceeds_own");
  expect(expectInvalid(await ask("admin"))).toEqual(["body /newMemberRole not_allowed"]);
  const { body } = await ask("viewer").expect(201);
  const { id } = body as DomainAnswer;
  expectProblem(await mailer.client.patch(mailer.path(`/domains/${id}`), { newMemberRole: "developer" }), "grant_exceeds_own");
  const theirs = await addDomain(owner, { newMemberRole: "developer" });
  const code = await askForCode(app, owner, theirs);
  expectProblem(await verify(mailer, theirs, code), "grant_exceeds_own");
});

test("a change is refused when it was changed meanwhile, and what is so already is no change", async () => {
  const owner = await newOrganization(app);
  const { id } = await addDomain(owner);
  const change = (body: object) => owner.client.patch(owner.path(`/domains/${id}`), body).set("If-Match", '"1"');
  expect((await change({ mode: "auto_join" }).expect(200)).body).toMatchObject({ version: 1 });
  expect((await change({ mode: "request", newMemberRole: "developer" }).expect(200)).body).toMatchObject({ version: 2, mode: "request" });
  expectProblem(await change({ mode: "auto_join" }), "precondition_failed");
});

test("a domain of another organization is neither seen, proven, changed nor removed", async () => {
  const [owner, other] = [await newOrganization(app), await newOrganization(app)];
  const { id } = await addDomain(owner);
  for (const one of [id, newId()]) {
    expectProblem(await other.client.post(other.path(`/domains/${one}/code`), { mailbox: "admin" }), "not_found");
    expectProblem(await verify(other, { id: one }, "00000000"), "not_found");
    expectProblem(await other.client.patch(other.path(`/domains/${one}`), { mode: "request" }), "not_found");
    expectProblem(await other.client.delete(other.path(`/domains/${one}`)), "not_found");
  }
  expect((await other.client.get(other.path("/domains")).expect(200)).body).toEqual({ items: [], nextCursor: null });
  const developer = await newMember(app, owner.organizationId, "developer");
  await developer.client.get(developer.path("/domains")).expect(200);
  expectProblem(await developer.client.delete(developer.path(`/domains/${id}`)), "permission_denied");
});

test("an organization has 50 domains at most, listed page by page", async () => {
  const owner = await newOrganization(app);
  for (let count = 0; count < 50; count += 1) await addDomain(owner);
  const one = { domain: newDomain(), mode: "request", newMemberRole: "viewer" };
  expectProblem(await owner.client.post(owner.path("/domains"), one), "too_many_domains");
  const seen = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await owner.client.get(owner.path(`/domains?limit=20${cursor && `&cursor=${cursor}`}`)).expect(200);
    const page = body as { items: DomainAnswer[]; nextCursor: string | null };
    for (const { id } of page.items) seen.add(id);
    cursor = page.nextCursor;
  }
  expect(seen.size).toBe(50);
});

test("nobody sends mail by it, and without mail nothing can be proven", async () => {
  const owner = await newOrganization(app);
  const { id } = await addDomain(owner);
  const ask = () => owner.client.post(owner.path(`/domains/${id}/code`), { mailbox: "admin" });
  for (let count = 0; count < LIMITS.recipient.points; count += 1) await ask().expect(202);
  expectProblem(await ask(), "too_many_requests");
  const { outbox } = app.deps;
  const { mode } = outbox;
  outbox.mode = "off";
  expectProblem(await ask(), "mail_not_configured");
  outbox.mode = mode;
});

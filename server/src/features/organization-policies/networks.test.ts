import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createClient, type Client } from "../../../test/client.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { refreshOf, setPolicyOf } from "../../../test/policies.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

/** A load balancer of the deployment, beside the one on the same machine. */
const PROXY = "10.20.0.1";
const INSIDE = "192.0.2.7";
const OUTSIDE = "203.0.113.9";

let app: TestApp;
let owner: Member;
let member: Member;
beforeAll(async () => (app = await createTestApp({ settings: { TRUSTED_PROXIES: "127.0.0.0/8,10.20.0.0/16" } })));
afterAll(() => app.close());
beforeEach(async () => {
  owner = await newOrganization(app);
  member = await newMember(app, owner.organizationId);
  await setPolicyOf({ ...owner, client: from(INSIDE, owner) }, { ipRanges: ["192.0.2.0/24", "2001:db8::/32"] });
});

/** Their client, with that as `X-Forwarded-For`. */
function from(forwarded: string, { signedIn }: Pick<Member, "signedIn"> = member): Client {
  return createClient(app, { Authorization: `Bearer ${signedIn.accessToken}`, "X-Forwarded-For": forwarded });
}

test.each([
  INSIDE,
  "2001:db8::7",
  "2001:DB8:ffff::1",
  "::ffff:192.0.2.7",
  "::ffff:c000:207",
  `${INSIDE}:4711`,
  "[2001:db8::7]:4711",
  `${INSIDE}, ${PROXY}`,
  `${OUTSIDE}, ${INSIDE}`,
  `${OUTSIDE}, ${INSIDE}, ${PROXY}`,
])("from %s they are let in", async (forwarded) => {
  await from(forwarded).get(member.path()).expect(200);
});

test.each([
  OUTSIDE,
  "2001:db9::1",
  "::ffff:203.0.113.9",
  "::ffff:cb00:7109",
  // What a client writes itself stands before what the proxies write, and is not believed.
  `${INSIDE}, ${OUTSIDE}`,
  `${INSIDE}, ${OUTSIDE}, ${PROXY}`,
  `${INSIDE}, ${PROXY}, ${OUTSIDE}`,
  PROXY,
  "unknown",
  "192.0.2",
  "",
])("from %j they are not", async (forwarded) => {
  expectProblem(await from(forwarded).get(member.path()), "ip_not_allowed");
});

test("one token goes in and out with the network it is used from, on every request", async () => {
  for (const turn of [1, 2, 3]) {
    await from(INSIDE).get(member.path()).expect(200);
    expect(expectProblem(await from(OUTSIDE).get(member.path()), "ip_not_allowed").detail).toContain(OUTSIDE);
    expect(turn).toBeLessThan(4);
  }
});

test("from outside, what is their own still works, so that they can act elsewhere; they cannot switch in", async () => {
  const client = from(OUTSIDE);
  await client.get("/api/v1/me").expect(200);
  await client.get("/api/v1/me/organizations").expect(200);
  const { organizationId } = member;
  expectProblem(await client.post("/api/v1/auth/switch-organization", { organizationId }), "ip_not_allowed");
  await client.post("/api/v1/auth/switch-organization", { organizationId: null }).expect(200);
});

test("a range that is taken away keeps out on the next request, and one that is added lets in", async () => {
  const setter = { ...owner, client: from("2001:db8::1", owner) };
  await from(INSIDE).get(member.path()).expect(200);
  await setPolicyOf(setter, { ipRanges: ["2001:db8::/32"] });
  expectProblem(await from(INSIDE).get(member.path()), "ip_not_allowed");
  await setPolicyOf(setter, { ipRanges: ["2001:db8::/32", INSIDE] });
  await from(INSIDE).get(member.path()).expect(200);
  expect((await refreshOf(app, member)).organization).toMatchObject({ id: member.organizationId });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { addPasskey } from "../../../test/passkeys.ts";
import { askForPolicy, NO_DEMANDS, setPolicyOf } from "../../../test/policies.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
let owner: Member;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());
beforeEach(async () => (owner = await newOrganization(app)));

const read = async (by = owner) => (await by.client.get(by.path("/policy")).expect(200)).body as Record<string, unknown>;
const preview = async (demands: object) =>
  (await owner.client.post(owner.path("/policy/preview"), { ...NO_DEMANDS, ...demands }).expect(200)).body as Record<string, unknown>;
const eventsOf = async () =>
  inOrganization(app.deps.db, owner.organizationId, (tx) => tx("auditEvents").where({ action: "policy.updated" }).orderBy("sequence"));

test("an organization demands nothing at first, and says what the instance allows", async () => {
  const viewer = await newMember(app, owner.organizationId, "developer");
  expect(await read(viewer)).toMatchObject({
    ...NO_DEMANDS,
    version: 1,
    secondFactorFrom: null,
    lacking: null,
    instance: { methods: ["password", "passkey"], idleSeconds: 604_800, absoluteSeconds: 2_592_000 },
  });
  expect(await read()).toMatchObject({ lacking: { members: 0, byDemand: [] } });
  expectProblem(await viewer.client.put(viewer.path("/policy"), NO_DEMANDS), "permission_denied");
});

test("what is set is kept in one form, and read again", async () => {
  await addPasskey(app, owner.client);
  const { client } = { client: owner.client };
  const wanted = {
    secondFactor: "required",
    graceDays: 7,
    allowedMethods: ["password", "passkey", "password"],
    allowedDomains: ["@EXAMPLE.com", "münchen.example", "example.com"],
    idleSeconds: 3_600,
    absoluteSeconds: 86_400,
    ipRanges: ["10.0.0.7/8", "2001:DB8::1/32", "10.1.2.3/8"],
  };
  const answer = await client.put(owner.path("/policy"), { ...NO_DEMANDS, ...wanted }).expect(200);
  expect(answer.headers["etag"]).toBe('"2"');
  expect(answer.body).toMatchObject({
    version: 2,
    allowedMethods: ["password", "passkey"],
    allowedDomains: ["example.com", "xn--mnchen-3ya.example"],
    ipRanges: ["10.0.0.0/8", "2001:db8::/32"],
  });
  const { secondFactorFrom, ...rest } = await read();
  expect(Date.parse(String(secondFactorFrom)) - app.clock().getTime()).toBeGreaterThan(6.9 * 86_400_000);
  expect(rest).toMatchObject({ idleSeconds: 3_600, absoluteSeconds: 86_400, secondFactor: "required" });
});

test("a change is recorded with what it was and is, and what is so already is no change", async () => {
  const demands = { absoluteSeconds: 3_600, allowedDomains: ["example.com"] };
  await setPolicyOf(owner, demands);
  await setPolicyOf(owner, demands);
  expect(await eventsOf()).toMatchObject([
    {
      actorId: owner.userId,
      targetType: "organization",
      targetId: owner.organizationId,
      before: { secondFactor: "off", absoluteSeconds: null, allowedDomains: null, ipRanges: [] },
      after: { secondFactor: "off", absoluteSeconds: 3_600, allowedDomains: ["example.com"], ipRanges: [] },
    },
  ]);
});

test("a change is refused when it was changed meanwhile, so that of two at once one counts", async () => {
  const set = (absoluteSeconds: number) =>
    owner.client
      .put(owner.path("/policy"), { ...NO_DEMANDS, absoluteSeconds })
      .set("If-Match", '"1"')
      .then((answer) => answer);
  const answers = await Promise.all([set(3_600), set(7_200)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  expectProblem(await set(900), "precondition_failed");
});

test("what is no policy, or beyond what the instance allows, is refused", async () => {
  const refusals = async (demands: object) => expectInvalid(await askForPolicy(owner, demands));
  expect(await refusals({ secondFactor: "always" })).toEqual(["body /secondFactor not_allowed"]);
  expect(await refusals({ graceDays: 31 })).toEqual(["body /graceDays too_big"]);
  expect(await refusals({ allowedMethods: [] })).toEqual(["body /allowedMethods too_small"]);
  expect(await refusals({ allowedMethods: ["password", "github"] })).toEqual(["body /allowedMethods/1 unknown_method"]);
  expect(await refusals({ allowedDomains: ["not a domain"] })).toEqual(["body /allowedDomains/0 invalid"]);
  expect(await refusals({ idleSeconds: 299 })).toEqual(["body /idleSeconds too_small"]);
  expect(await refusals({ idleSeconds: 604_801 })).toEqual(["body /idleSeconds too_big"]);
  expect(await refusals({ absoluteSeconds: 899 })).toEqual(["body /absoluteSeconds too_small"]);
  expect(await refusals({ absoluteSeconds: 2_592_001 })).toEqual(["body /absoluteSeconds too_big"]);
  expect(await refusals({ ipRanges: ["10.0.0.0/33"] })).toEqual(["body /ipRanges/0 invalid"]);
  expect(await refusals({ ipRanges: Array(101).fill("10.0.0.0/8") })).toEqual(["body /ipRanges too_big"]);
  expect(expectInvalid(await owner.client.post(owner.path("/policy/preview"), { ...NO_DEMANDS, secondFactor: 1 }))).not.toEqual([]);
});

describe("who sets a policy must meet it, so that nobody locks everybody out", () => {
  test.each([
    ["a second factor", { secondFactor: "required", graceDays: 30 }, ["second_factor"]],
    ["a passkey", { secondFactor: "passkey_only", graceDays: 30 }, ["passkey"]],
    ["another way in", { allowedMethods: ["passkey"] }, ["method"]],
    ["another mail domain", { allowedDomains: ["elsewhere.example"] }, ["domain"]],
  ])("%s", async (_what, demands, missing) => {
    expect(expectProblem(await askForPolicy(owner, demands), "policy_excludes_you").demands).toEqual(missing);
    expect(await preview(demands)).toMatchObject({ excludesYou: { demands: missing, isAddressOutside: false } });
    expect(await read()).toMatchObject({ version: 1 });
  });

  test("their own address, which is named", async () => {
    const client = createClient(app, { Authorization: `Bearer ${owner.signedIn.accessToken}`, "X-Forwarded-For": "203.0.113.9" });
    const from = { ...owner, client };
    const problem = expectProblem(await askForPolicy(from, { ipRanges: ["192.0.2.0/24"] }), "policy_excludes_you");
    expect(problem.demands).toBeUndefined();
    expect(problem.detail).toContain("203.0.113.9");
    await setPolicyOf(from, { ipRanges: ["192.0.2.0/24", "203.0.113.0/28"] });
  });

  test("and an admin does not keep every owner out by their addresses", async () => {
    const admin = await newMember(app, owner.organizationId, "admin");
    const email = `${admin.userId}@hostage.example`;
    await app.deps.db("users").where({ id: admin.userId }).update({ email });
    expect(expectInvalid(await askForPolicy(admin, { allowedDomains: ["hostage.example"] }))).toEqual([
      "body /allowedDomains excludes_owners",
    ]);
    await setPolicyOf(admin, { allowedDomains: ["hostage.example", "example.com"] });
  });

  test("with a proof of the moment: what they show now counts, not what their token said", async () => {
    await addTotp(app, owner.client);
    await setPolicyOf(owner, { secondFactor: "required" });
  });
});

test("a preview tells how many members lack something, by what they lack, and changes nothing", async () => {
  const [one, two] = [await newMember(app, owner.organizationId), await newMember(app, owner.organizationId)];
  await newMember(app, owner.organizationId);
  await addTotp(app, one.client);
  await addPasskey(app, two.client);
  await app.deps
    .db("users")
    .where({ id: two.userId })
    .update({ email: `${two.userId}@elsewhere.example` });
  expect(await preview({ secondFactor: "required", allowedDomains: ["example.com"], graceDays: 3 })).toMatchObject({
    excludesYou: { demands: ["second_factor"] },
    lacking: {
      members: 3,
      byDemand: [
        { demand: "domain", members: 1 },
        { demand: "second_factor", members: 2 },
      ],
    },
  });
  expect(await preview({ secondFactor: "passkey_only" })).toMatchObject({
    lacking: { members: 3, byDemand: [{ demand: "passkey", members: 3 }] },
  });
  expect(await preview({ allowedMethods: ["passkey"] })).toMatchObject({
    lacking: { members: 3, byDemand: [{ demand: "method", members: 3 }] },
  });
  const { yourAddress, ...nothing } = await preview({});
  expect(nothing).toEqual({ secondFactorFrom: null, excludesYou: null, lacking: { members: 0, byDemand: [] } });
  // From where one asks is told, so that one can let oneself in.
  expect(await preview({ ipRanges: ["192.0.2.0/24"] })).toMatchObject({ yourAddress, excludesYou: { isAddressOutside: true } });
  expect(await preview({ ipRanges: ["192.0.2.0/24", yourAddress] })).toMatchObject({ excludesYou: null });
  expect(await read()).toMatchObject({ version: 1 });
  expect(await eventsOf()).toEqual([]);
});

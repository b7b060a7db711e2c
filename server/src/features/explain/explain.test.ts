import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signedInPerson, type Client } from "../../../test/client.ts";
import { newAdministrator } from "../../../test/invited.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";
import type { Db } from "../../platform/db.ts";

const EXPLAIN = "/api/v1/authz/explain";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const ask = async (client: Client, body: object) => (await client.post(EXPLAIN, body).expect(200)).body as Record<string, unknown>;
const about = (userId: string) => ({ principal: { type: "user", userId } });
const within = (of: Member, work: (tx: Db) => Promise<unknown>) => inOrganization(app.deps.db, of.organizationId, work);

async function newRole(of: Member, name: string, permissions: string[]): Promise<string> {
  const id = newId(app.clock());
  const times = { createdAt: app.clock(), updatedAt: app.clock() };
  await within(of, (tx) => tx("roles").insert({ id, organizationId: of.organizationId, name, permissions, ...times }));
  return id;
}

describe("of oneself", () => {
  test("it says by which role, and which role would permit more, the smallest first", async () => {
    const owner = await newOrganization(app);
    const viewer = await newMember(app, owner.organizationId, "viewer");
    expect(await ask(viewer.client, { action: "members:read" })).toMatchObject({
      isAllowed: true,
      rule: "role",
      because: "The role Viewer includes members:read.",
      problem: null,
      remedy: null,
    });
    // A viewer does not see which roles there are; the owner is told of the smallest one.
    await newRole(owner, "Gardener", ["domains:read", "domains:update"]);
    const asked = { action: "domains:update" };
    expect(await ask(viewer.client, asked)).toMatchObject({
      isAllowed: false,
      rule: "role",
      problem: "permission_denied",
      remedy: {
        sentence: "Have the role Admin given to you.",
        changes: [{ kind: "role", roles: [{ id: "admin", loses: [] }, { id: "owner" }] }],
      },
    });
    expect(await ask(owner.client, { ...asked, ...about(viewer.userId) })).toMatchObject({
      remedy: {
        sentence: "Give them the role Gardener.",
        changes: [
          {
            kind: "role",
            roles: [{ name: "Gardener", permissions: 2, loses: ["organization:read", "members:read"] }, { id: "admin" }, { id: "owner" }],
          },
        ],
      },
    });
  });

  test("of an organization of which they are no member, nothing is told by the roles of the one in which they act", async () => {
    const [owner, other] = [await newOrganization(app), await newOrganization(app)];
    await newRole(owner, "Gardener", ["domains:update"]);
    const asked = { action: "domains:update", object: { type: "organization", id: other.organizationId.toUpperCase() } };
    const { remedy } = await ask(owner.client, asked);
    expect(remedy).toMatchObject({
      changes: [
        {
          kind: "membership",
          roles: [
            { id: "admin", loses: [] },
            { id: "owner", loses: [] },
          ],
        },
      ],
    });
  });

  test("an operation stands for its permission, and says when it asks for a fresh proof as well", async () => {
    const owner = await newOrganization(app);
    expect(await ask(owner.client, { action: "updateOrganization" })).toMatchObject({
      isAllowed: true,
      action: { permission: "organization:update", operationId: "updateOrganization", needsFreshProof: false },
    });
    expect(await ask(owner.client, { action: "exportMyPersonalData" })).toMatchObject({
      rule: "sign_in",
      action: { needsFreshProof: true },
    });
    expect(await ask(owner.client, { action: "login" })).toMatchObject({ isAllowed: true, rule: "sign_in" });
    expect(expectInvalid(await owner.client.post(EXPLAIN, { action: "members:eat" }))).toEqual(["body /action not_allowed"]);
    expect(expectInvalid(await owner.client.post(EXPLAIN, { action: "constructor" }))).toEqual(["body /action not_allowed"]);
  });

  test("the instance's permissions need an administrator, and a second factor", async () => {
    const { client } = await signedInPerson(app);
    const remedied = { changes: [{ kind: "instance_role" }, { kind: "proof", demands: ["second_factor"] }] };
    expect(await ask(client, { action: "users:read" })).toMatchObject({ isAllowed: false, rule: "instance_role", remedy: remedied });
    const administrator = await newAdministrator(app);
    expect(await ask(administrator.client, { action: "listUsers" })).toMatchObject({ isAllowed: true, rule: "instance_role" });
    const weak = await ask(await administrator.weakly(), { action: "listUsers" });
    expect(weak).toMatchObject({ rule: "second_factor", problem: "second_factor_required", remedy: { changes: [{ kind: "proof" }] } });
    const asked = { action: "listUsers", context: { methods: ["password", "totp"] } };
    expect(await ask(await administrator.weakly(), asked)).toMatchObject({ isAllowed: true });
  });

  test("a member who acts elsewhere is told to switch; who is no member learns nothing, not even whether it exists", async () => {
    const [one, other] = [await newOrganization(app), await newOrganization(app)];
    const member = await newMember(app, one.organizationId, "developer");
    const asked = (id: string) => ({ action: "organization:read", object: { type: "organization", id } });
    expect(await ask(member.client, asked(other.organizationId))).toEqual(await ask(member.client, asked(newId(app.clock()))));
    expect(await ask(member.client, asked(other.organizationId))).toMatchObject({
      isAllowed: false,
      rule: "tenant",
      problem: "not_found",
      remedy: { changes: [{ kind: "membership", roles: [{ id: "viewer" }, { id: "developer" }, { id: "admin" }, { id: "owner" }] }] },
    });
    await switchTo(app, member.client, null);
    const outside = await signedInAgain(member);
    expect(expectInvalid(await outside.post(EXPLAIN, { action: "organization:read" }))).toEqual(["body /object required"]);
    const told = await ask(outside, { action: "organization:update", object: { type: "organization", id: one.organizationId } });
    expect(told).toMatchObject({
      rule: "tenant",
      remedy: { changes: [{ kind: "role" }, { kind: "switch", organizationId: one.organizationId }] },
    });
  });

  test("a thing of another tenant looks like one that does not exist", async () => {
    const [one, other] = [await newOrganization(app), await newOrganization(app)];
    const foreign = {
      member: other.userId,
      role: await newRole(other, "Theirs", []),
      invitation: newId(app.clock()),
      domain: newId(app.clock()),
      join_request: newId(app.clock()),
      ownership_transfer: newId(app.clock()),
    };
    for (const [type, id] of Object.entries(foreign)) {
      const asked = (thing: string) => ask(one.client, { action: "roles:update", object: { type, id: thing } });
      const told = await asked(id);
      expect(told).toEqual(await asked(newId(app.clock())));
      expect(told).toEqual(await asked("no id at all"));
      expect(told).toMatchObject({ isAllowed: false, rule: "object", problem: "not_found", remedy: null });
    }
    const own = await newRole(one, "Ours", []);
    for (const object of [
      { type: "role", id: own },
      { type: "role", id: "viewer" },
      { type: "member", id: one.userId },
    ]) {
      expect(await ask(one.client, { action: "roles:update", object })).toMatchObject({ isAllowed: true });
    }
    // Who may not do it is not told whether it is there.
    const viewer = await newMember(app, one.organizationId, "viewer");
    const asViewer = (id: string) => ask(viewer.client, { action: "roles:update", object: { type: "role", id } });
    expect(await asViewer(own)).toEqual(await asViewer(newId(app.clock())));
  });

  async function signedInAgain(member: Member): Promise<Client> {
    const { accessToken } = await switchTo(app, member.client, null);
    return createClient(app, { Authorization: `Bearer ${accessToken}` });
  }
});

describe("of another", () => {
  test("it takes the permission to ask, in the organization in which one acts", async () => {
    const owner = await newOrganization(app);
    const other = await newOrganization(app);
    const viewer = await newMember(app, owner.organizationId, "viewer");
    const asked = { ...about(owner.userId), action: "members:read" };
    expectProblem(await viewer.client.post(EXPLAIN, asked), "permission_denied");
    expectProblem(await (await signedInPerson(app)).client.post(EXPLAIN, asked), "not_found");
    const elsewhere = { ...asked, object: { type: "organization", id: other.organizationId } };
    expectProblem(await owner.client.post(EXPLAIN, { ...elsewhere, ...about(viewer.userId) }), "not_found");
    expect(expectInvalid(await owner.client.post(EXPLAIN, { ...about(viewer.userId), action: "users:read" }))).toEqual([
      "body /action not_allowed",
    ]);
  });

  test.each([
    ["organization_closed", (tx: Db) => tx("organizations").update({ closedAt: new Date(), erasesAt: new Date() })],
    ["organization_policy_unmet", (tx: Db) => tx("organizationPolicies").update({ secondFactor: "required" })],
    ["ip_not_allowed", (tx: Db) => tx("organizationPolicies").update({ ipRanges: ["192.0.2.0/24"] })],
  ] as const)("who is not let in does not ask: %s", async (code, arrange) => {
    const owner = await newOrganization(app);
    const member = await newMember(app, owner.organizationId);
    await within(owner, arrange);
    // The process has not looked at this token before.
    const { accessToken } = owner.signedIn;
    const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
    expectProblem(await client.post(EXPLAIN, { ...about(member.userId), action: "members:read" }), code);
  });

  test("who is no member is told like nobody at all", async () => {
    const owner = await newOrganization(app);
    const stranger = await signedInPerson(app);
    const asked = (userId: string) => ask(owner.client, { ...about(userId), action: "members:read" });
    const told = await asked(stranger.signedIn.user.id);
    expect(told).toEqual(await asked(newId(app.clock())));
    expect(told).toMatchObject({ isAllowed: false, rule: "tenant", assumptions: [], remedy: { changes: [{ kind: "membership" }] } });
  });

  test("what depends on their sign-in is said, or asked of what is given", async () => {
    const owner = await newOrganization(app);
    const member = await newMember(app, owner.organizationId);
    await within(owner, (tx) => tx("organizationPolicies").update({ absoluteSeconds: 3_600, allowedMethods: ["password", "github"] }));
    const asked = { ...about(member.userId), action: "members:read" };
    expect(await ask(owner.client, asked)).toMatchObject({
      isAllowed: true,
      assumptions: ["It is taken that they sign in with one of: password, github.", "It is taken that they have just signed in."],
    });
    expect(await ask(owner.client, { ...asked, context: { methods: ["passkey"], ip: "192.0.2.1" } })).toMatchObject({
      isAllowed: false,
      rule: "policy",
      assumptions: [],
      remedy: {
        sentence: "They prove themselves by signing in with password or github.",
        changes: [{ demands: ["method"], methods: ["password", "github"] }],
      },
    });
    expect(await ask(owner.client, { ...asked, context: { methods: ["github", "totp"] } })).toMatchObject({ isAllowed: true });
  });

  test("an account that is shut is told as one", async () => {
    const owner = await newOrganization(app);
    const member = await newMember(app, owner.organizationId);
    await app.deps.db("users").where({ id: member.userId }).update({ disabledAt: app.clock() });
    expect(await ask(owner.client, { ...about(member.userId), action: "members:read" })).toMatchObject({
      isAllowed: false,
      rule: "sign_in",
      problem: "session_ended",
      remedy: { changes: [{ kind: "account" }] },
    });
  });
});

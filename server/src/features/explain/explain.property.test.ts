import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createClient, signedInPerson, type Client } from "../../../test/client.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { sendRaw } from "../../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { ALL_ORGANIZATION_PERMISSIONS, isOrganizationPermission } from "../../http/access/catalogue.ts";
import type { EndpointDefinition } from "../../http/endpoint.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { growEpoch } from "../organization-access/index.ts";

const IP = "10.20.30.40";
const SESSIONS = {
  password: { methods: ["pwd"], ways: ["password"], told: ["password"] },
  totp: { methods: ["pwd", "otp", "mfa"], ways: ["password"], told: ["password", "totp"] },
  passkey: { methods: ["hwk", "user", "mfa"], ways: ["passkey"], told: ["passkey"] },
  github: { methods: ["fed"], ways: ["github"], told: ["github"] },
} as const;

type Change = { kind: string; roles?: Array<{ id: string }>; demands?: string[]; methods?: string[] | null; ip?: string };
type Explanation = {
  isAllowed: boolean;
  rule: string;
  problem: string | null;
  trace: Array<{ rule: string; isPassed: boolean }>;
  remedy: { changes: Change[] } | null;
};

let app: TestApp;
let owner: Member;
let person: Member;
let roleId = "";
const tokens = { here: "", elsewhere: "" };
beforeAll(async () => {
  app = await createTestApp();
  owner = await newOrganization(app);
  person = await newMember(app, owner.organizationId, "viewer");
  roleId = newId(app.clock());
  const times = { createdAt: app.clock(), updatedAt: app.clock() };
  await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("roles").insert({ id: roleId, organizationId: owner.organizationId, name: "Own", permissions: [], ...times }),
  );
  const { body } = await person.client.post("/api/v1/organizations", { name: "Elsewhere" }).expect(201);
  tokens.here = person.signedIn.accessToken;
  tokens.elsewhere = (await switchTo(app, person.client, (body as { id: string }).id)).accessToken;
});
afterAll(() => app.close());

const state = fc.record({
  role: fc.constantFrom("owner", "admin", "developer", "viewer", "own"),
  permissions: fc.subarray([...ALL_ORGANIZATION_PERMISSIONS]),
  acts: fc.constantFrom("here", "here", "here", "elsewhere" as const),
  isClosed: fc.constantFrom(false, false, false, true),
  session: fc.constantFrom("password", "totp", "passkey", "github" as const),
  provenAgo: fc.constantFrom(0, 120),
  policy: fc.record({
    secondFactor: fc.constantFrom("off", "optional", "required", "passkey_only"),
    secondFactorFrom: fc.constantFrom(null, -60, 3_600),
    allowedMethods: fc.constantFrom(null, null, ["password"], ["github", "passkey"]),
    allowedDomains: fc.constantFrom(null, null, ["example.com"], ["contoso.com", "fabrikam.com"]),
    absoluteSeconds: fc.constantFrom(null, 60),
    ipRanges: fc.constantFrom([], [], ["10.0.0.0/8", "2001:db8::/32"], ["192.0.2.0/24"]),
  }),
  endpoint: fc.nat(),
});
type State = typeof state extends fc.Arbitrary<infer S> ? S : never;

const later = (seconds: number | null) => (seconds === null ? null : new Date(app.clock().getTime() + seconds * 1000));

/** Writes it, and lets every process know as a change over HTTP would. */
async function write(work: (tx: Db) => Promise<void>): Promise<void> {
  const { db, denylist } = app.deps;
  await denylist.announce([
    await inOrganization(db, owner.organizationId, async (tx) => {
      await work(tx);
      return growEpoch(tx, owner.organizationId, app.clock());
    }),
  ]);
}

const setRole = (tx: Db, role: string) =>
  tx("memberships")
    .where({ userId: person.userId })
    .update(role.includes("-") ? { builtInRole: null, roleId: role } : { builtInRole: role, roleId: null });
const setSession = (tx: Db, { methods, ways }: { methods: readonly string[]; ways: readonly string[] }, authenticatedAt: Date) =>
  tx("sessions").where({ id: person.signedIn.session.id }).update({ authenticationMethods: methods, ways, authenticatedAt });

async function arrange({ role, permissions, isClosed, session, provenAgo, policy }: State): Promise<void> {
  const { secondFactorFrom, ...rest } = policy;
  const closedAt = isClosed ? app.clock() : null;
  await write(async (tx) => {
    await tx("roles").where({ id: roleId }).update({ permissions });
    await setRole(tx, role === "own" ? roleId : role);
    await tx("organizationPolicies").update({ ...rest, secondFactorFrom: later(secondFactorFrom) });
    await tx("organizations").update({ closedAt, erasesAt: closedAt });
    await setSession(tx, SESSIONS[session], later(-provenAgo) ?? app.clock());
    await tx("users").where({ id: person.userId }).update({ email: person.email });
  });
}

/** Does what the remedy says; answers with the token to go on with. */
async function apply(changes: readonly Change[], { policy, session }: State, token: string): Promise<string> {
  await write(async (tx) => {
    for (const { kind, roles, methods, ip } of changes) {
      if (kind === "role") await setRole(tx, String(roles?.[0]?.id));
      if (kind === "proof") {
        const ways = methods ? [String(methods[0])] : SESSIONS[session].ways;
        await setSession(tx, { methods: SESSIONS.passkey.methods, ways }, app.clock());
      }
      if (kind === "network") await tx("organizationPolicies").update({ ipRanges: [...policy.ipRanges, String(ip)] });
      if (kind === "domain")
        await tx("users")
          .where({ id: person.userId })
          .update({ email: `ada@${policy.allowedDomains?.[0]}` });
      if (kind === "reopen") await tx("organizations").update({ closedAt: null, erasesAt: null });
    }
  });
  if (!changes.some(({ kind }) => kind === "switch")) return token;
  return (await switchTo(app, clientWith(token), owner.organizationId)).accessToken;
}

const clientWith = (token: string): Client => createClient(app, { Authorization: `Bearer ${token}`, "X-Forwarded-For": IP });

/** The endpoints of an organization that can be asked for something that they refuse only after having let the request in. */
const harmless = () =>
  app.endpoints.filter(
    ({ permission, request, method }) =>
      isOrganizationPermission(permission) &&
      (method === "GET" || request.body || request.query || Object.keys(request.params?.shape ?? {}).length > 1),
  );

/** The code with which a real request is refused by who may do what; null where it is let in, whatever becomes of it then. */
async function refusalOf({ method, path, request }: EndpointDefinition, token: string): Promise<string | null> {
  const filled = path.replace(":organizationId", owner.organizationId).replaceAll(/:\w+/g, "none");
  const headers = { Authorization: `Bearer ${token}`, "X-Forwarded-For": IP, "Content-Type": "application/json" };
  const answer = await sendRaw(app.server, {
    method,
    path: `${filled}${request.query ? "?unknown=1" : ""}`,
    headers,
    ...(request.body && { body: '{"unknown":1}' }),
  });
  const { code } = JSON.parse(answer.text || "{}") as { code?: string };
  return code === undefined || ["validation_failed", "step_up_required"].includes(code) ? null : code;
}

async function explain(client: Client, body: object): Promise<Explanation> {
  return (await client.post("/api/v1/authz/explain", body).expect(200)).body as Explanation;
}

test("the explanation says what a request gets, and its remedy lets the request in", async () => {
  const endpoints = harmless();
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(state, async (one) => {
      await arrange(one);
      const endpoint = endpoints[one.endpoint % endpoints.length] as EndpointDefinition;
      const token = tokens[one.acts];
      const object = { type: "organization", id: owner.organizationId };
      const explained = await explain(clientWith(token), { action: endpoint.operationId, object });
      const refusal = await refusalOf(endpoint, token);
      expect({ isAllowed: explained.isAllowed, problem: explained.problem }).toEqual({ isAllowed: refusal === null, problem: refusal });
      seen.add(explained.rule);
      if (explained.isAllowed) return expect(explained.remedy).toBeNull();
      const next = await apply(explained.remedy?.changes ?? [], one, token);
      expect(await refusalOf(endpoint, next)).toBeNull();
    }),
    { numRuns: 150 },
  );
  expect([...seen].sort()).toEqual(["lifecycle", "network", "policy", "role", "tenant"]);
}, 120_000);

test("what an owner is told of a member is what the member's own request gets", async () => {
  const endpoints = harmless();
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(state, async (one) => {
      // The owner has to be let in to ask.
      const open = {
        ...one,
        isClosed: false,
        acts: "here" as const,
        provenAgo: 0 as const,
        policy: { ...one.policy, allowedMethods: null },
      };
      const policy = { ...open.policy, secondFactor: "off" as const, allowedDomains: null, absoluteSeconds: null };
      await arrange({ ...open, policy: one.endpoint % 2 === 0 ? policy : open.policy });
      const endpoint = endpoints[one.endpoint % endpoints.length] as EndpointDefinition;
      const answer = await owner.client.post("/api/v1/authz/explain", {
        principal: { type: "user", userId: person.userId },
        action: endpoint.operationId,
        context: { ip: IP, methods: SESSIONS[one.session].told },
      });
      if (answer.status !== 200) return;
      compared += 1;
      expect((answer.body as Explanation).problem).toBe(await refusalOf(endpoint, tokens.here));
    }),
    { numRuns: 100 },
  );
  expect(compared).toBeGreaterThan(20);
}, 120_000);

test("nobody else's standing is in the way of asking about oneself", async () => {
  const { client } = await signedInPerson(app);
  expect(await explain(client, { action: "listMyOrganizations" })).toMatchObject({ isAllowed: true, rule: "sign_in" });
});

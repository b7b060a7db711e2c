import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ALL_ORGANIZATION_PERMISSIONS, isOrganizationPermission } from "../src/http/access/catalogue.ts";
import { BUILT_IN_ROLES, isBuiltInRole } from "../src/http/access/roles.ts";
import type { EndpointDefinition } from "../src/http/endpoint.ts";
import { newId } from "../src/platform/ids.ts";
import { inOrganization } from "../src/platform/tenant.ts";
import { BODIES, BY_ROLE, canBeProbed, NOTHING_THERE, OWN, PUBLIC, THINGS, type Outcome, type Scope } from "./access-table.ts";
import { newMember, newOrganization, switchTo, type Member } from "./organizations.ts";
import { expectProblem } from "./problem-answers.ts";
import { sendRaw } from "./raw-request.ts";
import { createTestApp, type TestApp } from "./test-app.ts";

const ROLES = ["owner", "admin", "developer", "viewer", "nothing", "everything"] as const;
const SCOPES = ["own", "other", "none"] as const;
type Role = (typeof ROLES)[number];
type Holder = Member & { outside: string };

let app: TestApp;
let owner: Member;
let other: Awaited<ReturnType<typeof newOrganization>>;
const holders = new Map<Role, Holder>();
const roleIds = new Map<Role, string>();
let addresses = 0;

beforeAll(async () => {
  app = await createTestApp();
  [owner, other] = [await newOrganization(app), await newOrganization(app, "Contoso Secret Works")];
  const times = { createdAt: app.clock(), updatedAt: app.clock() };
  for (const [name, permissions] of [
    ["nothing", []],
    ["everything", ALL_ORGANIZATION_PERMISSIONS],
  ] as const) {
    const id = newId(app.clock());
    roleIds.set(name, id);
    await inOrganization(app.deps.db, owner.organizationId, (tx) =>
      tx("roles").insert({ id, organizationId: owner.organizationId, name, permissions, ...times }),
    );
  }
  for (const role of ROLES) holders.set(role, await newHolder(role));
});
afterAll(() => app.close());

/** A member with that role, and another token of theirs that names no organization. Dangerous acts are refused for want of a fresh proof. */
async function newHolder(role: Role): Promise<Holder> {
  const member = await newMember(app, owner.organizationId, roleIds.get(role) ?? role);
  const authenticatedAt = new Date(app.clock().getTime() - 601_000);
  await app.deps.db("sessions").where({ id: member.signedIn.session.id }).update({ authenticatedAt });
  return { ...member, outside: (await switchTo(app, member.client, null)).accessToken };
}

function permits(role: Role, permission: string): boolean {
  if (!isBuiltInRole(role)) return role === "everything";
  return (BUILT_IN_ROLES[role].permissions as readonly string[]).includes(permission);
}

/** What must come of it. Undefined: nobody has said. */
function expected({ operationId, permission, path }: EndpointDefinition, role: Role, scope: Scope): Outcome | undefined {
  if (permission === "public") return PUBLIC.has(operationId) ? "in" : undefined;
  if (permission === "authenticated") {
    if (path.includes("/:organizationId")) return BY_ROLE[operationId]?.(role, scope);
    return OWN.has(operationId) ? "in" : undefined;
  }
  if (!isOrganizationPermission(permission)) return "denied";
  if (scope !== "own") return "hidden";
  return permits(role, permission) ? "in" : "denied";
}

async function send(endpoint: EndpointDefinition, token: string, path: string, body?: string) {
  addresses += 1;
  const headers = {
    Authorization: `Bearer ${token}`,
    "Content-Type": "application/json",
    "X-Forwarded-For": `10.8.${addresses >> 8}.${addresses & 255}`,
  };
  return sendRaw(app.server, { method: endpoint.method, path, headers, ...(endpoint.request.body && body !== undefined && { body }) });
}

async function outcomeOf(endpoint: EndpointDefinition, role: Role, scope: Scope): Promise<Outcome> {
  // What cannot be asked without being done is done by somebody of whom there are more.
  const isDone = endpoint.path.includes("/:organizationId") && !canBeProbed(endpoint) && expected(endpoint, role, scope) === "in";
  const holder = isDone ? await newHolder(role) : (holders.get(role) as Holder);
  const organizationId = scope === "other" ? other.organizationId : owner.organizationId;
  const path = endpoint.path.replace(":organizationId", organizationId).replaceAll(/:\w+/g, "none");
  const token = scope === "none" ? holder.outside : holder.signedIn.accessToken;
  const answer = await send(endpoint, token, `${path}${endpoint.request.query ? "?unknown=1" : ""}`, '{"unknown":1}');
  const isProblem = String(answer.headers["content-type"]).startsWith("application/problem");
  const code = isProblem ? (JSON.parse(answer.text) as { code: string }).code : "";
  if (code === "permission_denied") return "denied";
  if (code === "not_found" && !NOTHING_THERE.has(endpoint.operationId)) return "hidden";
  expect(code).not.toMatch(/^(access_token|session_ended|organization_|ip_not|second_factor_required|impersonation)/);
  return "in";
}

test("somebody has said of every route who may ask it what", () => {
  const unsaid = app.endpoints.filter((endpoint) => SCOPES.some((scope) => expected(endpoint, "viewer", scope) === undefined));
  expect(unsaid.map(({ operationId }) => operationId)).toEqual([]);
  const mounted = new Set(app.endpoints.map(({ operationId }) => operationId));
  expect([...PUBLIC, ...OWN, ...Object.keys(BY_ROLE)].filter((name) => !mounted.has(name))).toEqual([]);
});

test("every endpoint of an organization says so in its path, and no other does", () => {
  const named = app.endpoints.filter(({ path }) => path.startsWith("/api/v1/organizations/:organizationId"));
  const permitted = app.endpoints.filter(({ permission, operationId }) => isOrganizationPermission(permission) || operationId in BY_ROLE);
  expect(named.map(({ operationId }) => operationId).sort()).toEqual(permitted.map(({ operationId }) => operationId).sort());
});

describe.each(SCOPES)("%s organization", (scope) => {
  test.each(ROLES)("every route answers who is %s as the table says", async (role) => {
    const wrong: string[] = [];
    for (const endpoint of app.endpoints) {
      const outcome = await outcomeOf(endpoint, role, scope);
      const wanted = expected(endpoint, role, scope);
      if (outcome !== wanted) wrong.push(`${endpoint.operationId}: ${outcome} where it should be ${wanted}`);
    }
    expect(wrong).toEqual([]);
  });
});

test("a list of one's own shows nothing of another organization", async () => {
  const { client } = await newHolder("everything");
  for (const { path, operationId } of app.endpoints.filter(({ method, request }) => method === "GET" && !request.params)) {
    if (operationId === "listDevelopmentMails") continue;
    const { text } = await client.get(path);
    for (const secret of [other.organizationId, other.organization.slug, other.organization.name, other.userId, other.email]) {
      expect(`${operationId}: ${text.includes(secret)}`).toBe(`${operationId}: false`);
    }
  }
});

describe("a thing of another organization", () => {
  const things = new Map<string, string>();

  test("is not there under one's own, by whatever it is asked for", async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const endpoint of app.endpoints) {
      const params = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name).filter((name) => name !== "organizationId");
      if (!isReached(endpoint) || params.length === 0) continue;
      let path = endpoint.path.replace(":organizationId", owner.organizationId);
      for (const name of params) path = path.replace(`:${name}`, await thingOf(name));
      const answer = await send(endpoint, await strongToken(), path, JSON.stringify(BODIES[endpoint.operationId] ?? {}));
      if (answer.status === 404) expectProblem(answer, "not_found");
      else wrong.push(`${endpoint.operationId}: ${answer.text}`);
      asked += 1;
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(10);
  });

  /** Of the own organization, or of what is one's own in organizations. */
  const isReached = ({ path }: EndpointDefinition) =>
    path.startsWith("/api/v1/organizations/:organizationId/") || /^\/api\/v1\/me\/(organization|ownership|join)/.test(path);

  async function thingOf(name: string): Promise<string> {
    const make = THINGS[name];
    if (!make) throw new Error(`test/access-table.ts does not say how to make a thing for :${name}`);
    const known = things.get(name) ?? (await make(app, other));
    things.set(name, known);
    return known;
  }

  async function strongToken(): Promise<string> {
    const { signedIn } = owner;
    const proven = { authenticationMethods: ["hwk", "user", "mfa"], authenticatedAt: app.clock() };
    await app.deps.db("sessions").where({ id: signedIn.session.id }).update(proven);
    await app.deps.db("users").where({ id: owner.userId }).update({ emailVerifiedAt: app.clock() });
    return signedIn.accessToken;
  }
});

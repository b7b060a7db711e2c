import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { keepBusy } from "../../test/busy-hasher.ts";
import { createClient, newEmail, OWN_PAGE, PASSWORD, registerPerson, signedInPerson, signIn, signInStrongly } from "../../test/client.ts";
import { newOrganization, switchTo } from "../../test/organizations.ts";
import { impersonate, newAdministrator } from "../../test/invited.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { askToRecover, createCookieBrowser } from "../../test/proofs.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { addTotp } from "../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { inOrganization } from "../platform/tenant.ts";
import { isOrganizationPermission } from "./access/catalogue.ts";
import { createSetupLink } from "../features/setup/index.ts";
import type { EndpointDefinition } from "./endpoint.ts";
import { LIMITS, type LimitName } from "./limits.ts";
import { problemCodes } from "./openapi.ts";
import type { ProblemCode } from "./problem-catalogue.ts";
import { STEP_UP_SECONDS } from "./step-up.ts";

let app: TestApp;
let token = "";
/** With a password alone. */
let weakToken = "";
/** Of an administrator who has a second factor and proved it a moment too long ago for a dangerous act. */
let oldToken = "";
/** Of who acts for another. */
let impersonatorToken = "";
/** Who may do nothing in their organization, and who cannot enter it: it is closed, asks for more, or lets nobody in from here. */
const refused = { permission_denied: "", organization_closed: "", organization_policy_unmet: "", ip_not_allowed: "" };
/** The organization that a token names. */
const organizationOf = new Map<string, string>();
let setupLink = "";
let addresses = 0;
beforeAll(async () => {
  app = await createTestApp({ settings: { PASSWORD_HASH_SLOTS: "1" } });
  const person = await registerPerson(app);
  setupLink = String(await createSetupLink(app.deps));
  await app.deps.db("users").where({ email: person.email }).update({ instanceRole: "administrator" });
  token = await inNewOrganization((await signInStrongly(app, person)).accessToken);
  oldToken = await oldTokenOfFactored();
  for (const [code, arrange] of Object.entries(ARRANGED)) refused[code as keyof typeof refused] = await tokenRefusedBy(arrange);
  const { signedIn } = await signedInPerson(app);
  const client = createClient(app, { Authorization: `Bearer ${token}` });
  impersonatorToken = (await impersonate(app, { client }, signedIn.user.id)).accessToken;
  weakToken = await inNewOrganization((await signIn(app, person)).accessToken);
});
afterAll(() => app.close());

async function oldTokenOfFactored(): Promise<string> {
  const { email, client } = await newAdministrator(app);
  const old = await signInStrongly(app, { email, password: PASSWORD }, STEP_UP_SECONDS + 1);
  await addTotp(app, client);
  return inNewOrganization(old.accessToken);
}

/** A token of the same session for an organization that its person has just created. */
async function inNewOrganization(accessToken: string): Promise<string> {
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  const { body } = await client.post("/api/v1/organizations", { name: "Northwind" }).expect(201);
  const { id } = body as { id: string };
  const switched = await switchTo(app, client, id);
  organizationOf.set(switched.accessToken, id);
  return switched.accessToken;
}

const ARRANGED: Record<keyof typeof refused, (tx: Db, of: { organizationId: string; userId: string }) => Promise<unknown>> = {
  permission_denied: async (tx, { organizationId, userId }) => {
    const role = {
      id: newId(app.clock()),
      organizationId,
      name: "Nothing",
      permissions: [],
      createdAt: app.clock(),
      updatedAt: app.clock(),
    };
    await tx("roles").insert(role);
    await tx("memberships").where({ userId }).update({ builtInRole: null, roleId: role.id });
  },
  organization_closed: (tx) => tx("organizations").update({ closedAt: app.clock(), erasesAt: app.clock() }),
  organization_policy_unmet: (tx) => tx("organizationPolicies").update({ secondFactor: "required" }),
  ip_not_allowed: (tx) => tx("organizationPolicies").update({ ipRanges: ["192.0.2.0/24"] }),
};

async function tokenRefusedBy(arrange: (typeof ARRANGED)[keyof typeof refused]): Promise<string> {
  const { organizationId, userId, signedIn } = await newOrganization(app);
  await inOrganization(app.deps.db, organizationId, (tx) => arrange(tx, { organizationId, userId }));
  organizationOf.set(signedIn.accessToken, organizationId);
  return signedIn.accessToken;
}

const newAddress = () => `10.9.${(addresses += 1) >> 8}.${addresses & 255}`;
const withCode = (code: ProblemCode) => app.endpoints.filter((endpoint) => problemCodes(endpoint).includes(code));

/** The endpoint's path in the organization of the caller, where it must be that one. */
const pathFor = ({ path, permission }: Pick<EndpointDefinition, "path" | "permission">, authorization: string): string =>
  !isOrganizationPermission(permission)
    ? path
    : path.replace(":organizationId", organizationOf.get(authorization.slice("Bearer ".length)) ?? ZERO_ID);
const ZERO_ID = "00000000-0000-4000-8000-000000000000";

function send({ method, path, permission, request }: EndpointDefinition, headers: Record<string, string>, body?: string) {
  const all = { "X-Forwarded-For": newAddress(), Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers };
  return sendRaw(app.server, {
    method,
    path: pathFor({ path, permission }, all.Authorization),
    headers: all,
    ...(request.body && body !== undefined && { body }),
  });
}

async function expectFromAll(code: ProblemCode, ask: (endpoint: EndpointDefinition) => ReturnType<typeof send>): Promise<void> {
  const endpoints = withCode(code);
  expect(endpoints).not.toEqual([]);
  for (const endpoint of endpoints) expectProblem(await ask(endpoint), code);
}

test("every endpoint with a body refuses one that is malformed", () => expectFromAll("malformed_request", (one) => send(one, {}, "{")));

test("every endpoint with a body refuses one that is too large", () =>
  expectFromAll("body_too_large", (one) => send(one, {}, JSON.stringify("x".repeat(70_000)))));

test("every endpoint with a body refuses one that is not JSON", () =>
  expectFromAll("unsupported_media_type", (one) => send(one, { "Content-Type": "text/plain" }, "{}")));

test("every endpoint refuses what it does not know", () =>
  expectFromAll("validation_failed", (one) => {
    const isInBody = one.request.body !== undefined;
    return send(isInBody ? one : { ...one, path: `${one.path}?unknown=1` }, {}, isInBody ? '{"unknown":1}' : undefined);
  }));

test("every endpoint behind a sign-in asks for a token", () =>
  expectFromAll("access_token_missing", ({ method, path }) =>
    sendRaw(app.server, { method, path, headers: { "X-Forwarded-For": newAddress() } }),
  ));

test("every endpoint behind a sign-in refuses a token that is not ours", () =>
  expectFromAll("access_token_invalid", (one) => send(one, { Authorization: `Bearer ${token.slice(0, -4)}AAAA` }, "{}")));

test("every endpoint of an instance role asks for a second factor", () =>
  expectFromAll("second_factor_required", (one) => send(one, { Authorization: `Bearer ${weakToken}` }, "{}")));

test("every endpoint of an organization refuses who may not do it, whoever lacks what it asks for, and who comes from elsewhere", async () => {
  const endpoints = app.endpoints.filter(({ permission }) => isOrganizationPermission(permission));
  expect(endpoints.length).toBeGreaterThan(1);
  for (const one of endpoints) {
    for (const [code, accessToken] of Object.entries(refused)) {
      expectProblem(await send(one, { Authorization: `Bearer ${accessToken}` }, "{}"), code as ProblemCode);
    }
    expect(one.path).toContain("/organizations/:organizationId");
    expectProblem(await send({ ...one, path: one.path.replace(":organizationId", ZERO_ID) as "/" }, {}, "{}"), "not_found");
  }
});

test("every dangerous act asks for a proof that is at most ten minutes old", async () => {
  const dangerous = app.endpoints.filter(({ stepUp }) => stepUp);
  expect(dangerous).not.toEqual([]);
  for (const one of dangerous) expectProblem(await send(one, { Authorization: `Bearer ${oldToken}` }, "{}"), "step_up_required");
});
test("every endpoint that changes something, or shows how a person proves themselves, refuses who acts for them", () =>
  expectFromAll("impersonation_is_read_only", (one) => send(one, { Authorization: `Bearer ${impersonatorToken}` }, "{}")));

test("what takes an access token knows who acts for another", () => {
  const closed = withCode("impersonation_is_read_only").map(({ operationId }) => operationId);
  const changing = app.endpoints.filter(
    ({ permission, credentials, method }) => (permission !== "public" || credentials?.includes("accessToken")) && method !== "GET",
  );
  expect(changing.map(({ operationId }) => operationId).filter((name) => !closed.includes(name))).toEqual(["endImpersonation"]);
});

test("every endpoint that takes a refresh token asks for one, and refuses one that is not ours", async () => {
  const anonymous = ({ method, path }: EndpointDefinition, body: string) =>
    sendRaw(app.server, { method, path, body, headers: { "Content-Type": "application/json", "X-Forwarded-For": newAddress() } });
  await expectFromAll("refresh_token_missing", (one) => anonymous(one, "{}"));
  for (const made of ["", "x", "a.b.c", token]) {
    await expectFromAll("refresh_token_invalid", (one) => anonymous(one, JSON.stringify({ refreshToken: made })));
  }
});

test("every endpoint with a window refuses the one request too many", async () => {
  for (const [name, { points }] of Object.entries(LIMITS)) {
    const address = newAddress();
    for (let request = 0; request < points; request += 1) await app.deps.limiter.consume(name as LimitName, address);
    for (const endpoint of withCode("too_many_requests").filter(({ limit }) => limit === name)) {
      const answer = await send(endpoint, { "X-Forwarded-For": address }, "{}");
      expectProblem(answer, "too_many_requests");
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
  }
});

test("every endpoint that hashes a password says when to come back while too many wait", async () => {
  const email = newEmail();
  const browser = createCookieBrowser(app);
  const recovery = await askToRecover(app, browser, (await registerPerson(app)).email);
  await browser.post("/api/v1/auth/recovery/prove", { challengeId: recovery.challengeId, code: recovery.code }).expect(200);
  const cookies = { ...OWN_PAGE, Cookie: `gh_browser=${browser.cookies.get("gh_browser")}` };
  const bodies: Record<string, object> = {
    requestVerification: { email, password: PASSWORD },
    completeRecovery: { challengeId: recovery.challengeId, newPassword: `${PASSWORD} again` },
    register: { email, name: "Ada", password: PASSWORD },
    login: { email, password: PASSWORD, refreshTransport: "body" },
    stepUp: { password: PASSWORD },
    changeMyPassword: { currentPassword: PASSWORD, newPassword: `${PASSWORD} again` },
    requestMyEmailChange: { newEmail: newEmail(), currentPassword: PASSWORD },
    createFirstAdministrator: { token: setupLink.slice(setupLink.indexOf("=") + 1), email, name: "Ada", password: PASSWORD },
  };
  const others = keepBusy(app.deps.hasher);
  for (const endpoint of withCode("busy")) {
    const answer = await send(endpoint, cookies, JSON.stringify(bodies[endpoint.operationId]));
    expectProblem(answer, "busy");
    expect(answer.headers["retry-after"]).toBe("2");
  }
  await others.stop();
  await createClient(app).post("/api/v1/auth/register", { email, name: "Ada", password: PASSWORD }).expect(202);
});

test("every endpoint refuses a token whose time is over, and one whose session has ended", async () => {
  const ended = (await signedInPerson(app)).signedIn.accessToken;
  await createClient(app, { Authorization: `Bearer ${ended}` })
    .post("/api/v1/auth/logout", {})
    .expect(204);
  await expectFromAll("session_ended", (one) =>
    one.operationId === "refresh" ? endedRefresh(one) : send(one, { Authorization: `Bearer ${ended}` }, "{}"),
  );
  app.clock.advance(app.deps.config.tokens.accessTtlSeconds);
  await expectFromAll("access_token_expired", (one) => send(one, {}, "{}"));
});

async function endedRefresh(endpoint: EndpointDefinition) {
  const { signedIn, client } = await signedInPerson(app);
  await client.post("/api/v1/auth/logout", {}).expect(204);
  return send(endpoint, {}, JSON.stringify({ refreshToken: signedIn.refreshToken }));
}

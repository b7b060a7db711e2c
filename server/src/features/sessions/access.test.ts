import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createClient, registerPerson, signedInPerson, signIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const me = (accessToken: string) => createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me");
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The parts of a good token, to forge others from. */
async function goodToken() {
  const { accessToken } = await signIn(app, await registerPerson(app));
  const { header, payload } = jwt.decode(accessToken, { complete: true }) as { header: jwt.JwtHeader; payload: jwt.JwtPayload };
  const [, , signature = ""] = accessToken.split(".");
  return { accessToken, header, payload, signature };
}

test("an access token says who, for whom, and how they proved it, as RFC 9068 asks", async () => {
  const { header, payload } = await goodToken();
  expect(header).toMatchObject({ alg: "ES256", typ: "at+jwt" });
  expect(payload).toMatchObject({ iss: "http://localhost:3000", aud: "gatehouse-api", client_id: "gatehouse", amr: ["pwd"] });
  expect(Object.keys(payload).sort()).toEqual(
    ["amr", "aud", "auth_time", "client_id", "ctr", "exp", "iat", "iss", "jti", "sid", "sub"].sort(),
  );
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
});

test("an expired token is told apart from one that is not ours", async () => {
  const { accessToken } = await goodToken();
  await me(accessToken).expect(200);
  app.clock.advance(601);
  expect((await me(accessToken).expect(401)).body).toMatchObject({ code: "access_token_expired" });
  const { accessToken: unseen } = await goodToken();
  app.clock.advance(601);
  expect((await me(unseen).expect(401)).body).toMatchObject({ code: "access_token_expired" });
});

test("forged tokens are refused: no signature, another algorithm, a key of their own, another type, changed claims", async () => {
  const { header, payload, signature } = await goodToken();
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const sign = (head: object, body: object = payload) => jwt.sign(body, privateKey, { algorithm: "ES256", header: head as jwt.JwtHeader });
  const jwk = publicKey.export({ format: "jwk" });
  const secret = Buffer.from(JSON.stringify(app.deps.keys.publicKeys()[0]));
  const forged = {
    none: `${part({ ...header, alg: "none" })}.${part(payload)}.`,
    "public key as HMAC secret": jwt.sign(payload, secret, { algorithm: "HS256", header: { ...header, alg: "HS256" } }),
    "key in jwk": sign({ ...header, jwk }),
    "key at jku": sign({ ...header, jku: "http://localhost:1/keys" }),
    "key at x5u": sign({ ...header, x5u: "http://localhost:1/cert" }),
    "unknown kid": sign({ ...header, kid: "unknown" }),
    "our kid, their key": sign(header),
    "changed claims": `${part(header)}.${part({ ...payload, sub: "00000000-0000-7000-8000-000000000000" })}.${signature}`,
    "no type": `${part({ ...header, typ: undefined })}.${part(payload)}.${signature}`,
    "not a token": "abc",
    "three empty parts": "..",
    "huge header": `${"A".repeat(6_000)}.e30.e30`,
  };
  for (const [name, token] of Object.entries(forged)) {
    const { status, body } = await me(token);
    expect([name, status, (body as { code: string }).code]).toEqual([name, 401, "access_token_invalid"]);
  }
});

test("a token that our key signed for another issuer, audience or type is refused", async () => {
  const { header, payload } = await goodToken();
  const key = app.deps.keys.signingKey("access", app.clock());
  const sign = (body: object, typ = "at+jwt") => jwt.sign(body, key.signKey, { algorithm: "ES256", header: { ...header, typ } });
  expect((await me(sign(payload))).status).toBe(200);
  for (const token of [
    sign({ ...payload, iss: "https://elsewhere.example" }),
    sign({ ...payload, aud: "another-api" }),
    sign({ ...payload, aud: undefined }),
    sign({ ...payload, sid: undefined }),
    sign(payload, "JWT"),
    sign(payload, "rt+jwt"),
  ]) {
    expect((await me(token).expect(401)).body).toMatchObject({ code: "access_token_invalid" });
  }
  const refreshKey = app.deps.keys.signingKey("refresh", app.clock());
  const crossed = jwt.sign(payload, refreshKey.signKey, {
    algorithm: "HS256",
    header: { alg: "HS256", typ: "at+jwt", kid: refreshKey.id },
  });
  await me(crossed).expect(401);
});

test.each(["Basic abc", "Bearer", "Bearer ", "Bearer a b", "Bearer \u00e9", "bearer", "Token x"])(
  "a malformed Authorization header %j is a 401",
  async (value) => {
    const { status } = await createClient(app, { Authorization: value }).get("/api/v1/me");
    expect(status).toBe(401);
  },
);

test("signing out ends this session, the others, or all: on the next request", async () => {
  for (const [scope, here, there] of [
    ["this", 401, 200],
    ["others", 200, 401],
    ["all", 401, 401],
  ] as const) {
    const { client, email, password } = await signedInPerson(app);
    const other = await signIn(app, { email, password });
    await client.get("/api/v1/me").expect(200);
    await me(other.accessToken).expect(200);
    await client.post("/api/v1/auth/logout", { scope }).expect(204);
    await client.get("/api/v1/me").expect(here);
    await me(other.accessToken).expect(there);
    expect((await createClient(app).post("/api/v1/auth/refresh", { refreshToken: other.refreshToken })).status).toBe(there);
  }
});

test("a program signs out with its refresh token, twice without an error, and nobody without a credential", async () => {
  const { accessToken, refreshToken } = await signIn(app, await registerPerson(app));
  await createClient(app).post("/api/v1/auth/logout", { refreshToken }).expect(204);
  await me(accessToken).expect(401);
  await createClient(app).post("/api/v1/auth/logout", { refreshToken }).expect(204);
  expect((await createClient(app).post("/api/v1/auth/logout", {}).expect(401)).body).toMatchObject({ code: "refresh_token_missing" });
});

test("one person cannot end another's session", async () => {
  const victim = await signedInPerson(app);
  const { client } = await signedInPerson(app);
  await client.post("/api/v1/auth/logout", { scope: "all" }).expect(204);
  await victim.client.get("/api/v1/me").expect(200);
});

test("HS256 is an exclusive mode: its tokens work, its secret is in no key set, and tokens of our old keys are refused", async () => {
  const { accessToken: old } = await goodToken();
  const databaseUrl = app.deps.config.database.url;
  const shared = app.secret("a secret that a whole team shares, alas");
  const hmac = await createTestApp({ databaseUrl, settings: { TOKEN_ALGORITHM: "HS256", TOKEN_SHARED_SECRET: shared } });
  try {
    const { accessToken } = await signIn(hmac, await registerPerson(hmac));
    expect(jwt.verify(accessToken, shared, { algorithms: ["HS256"] })).toMatchObject({ aud: "gatehouse-api" });
    await createClient(hmac, { Authorization: `Bearer ${accessToken}` })
      .get("/api/v1/me")
      .expect(200);
    await createClient(hmac, { Authorization: `Bearer ${old}` })
      .get("/api/v1/me")
      .expect(401);
    expect((await createClient(hmac).get("/.well-known/jwks.json")).body).toEqual({ keys: [] });
    await me(accessToken).expect(401);
  } finally {
    await hmac.close();
  }
});

test("private parts of keys never stand in the key set", () => {
  for (const key of app.deps.keys.publicKeys()) {
    expect(Object.keys(key).some((name) => ["d", "p", "q", "dp", "dq", "qi", "k"].includes(name))).toBe(false);
    expect(() => createPrivateKey({ key, format: "jwk" })).toThrow();
  }
});

test("an access token ends with its session, at the idle as at the absolute end", async () => {
  const ends: Array<Record<string, string>> = [
    { SESSION_IDLE_SECONDS: "60" },
    { SESSION_IDLE_SECONDS: "60", SESSION_ABSOLUTE_SECONDS: "60" },
  ];
  for (const settings of ends) {
    const brief = await createTestApp({ settings });
    try {
      const { client, signedIn } = await signedInPerson(brief);
      expect(signedIn.expiresIn).toBeLessThanOrEqual(60);
      await client.get("/api/v1/me").expect(200);
      brief.clock.advance(61);
      expect((await client.get("/api/v1/me").expect(401)).body).toMatchObject({ code: "access_token_expired" });
    } finally {
      await brief.close();
    }
  }
});

test("a refresh token that is two behind signs nobody out but its own family, which is theft as at a refresh", async () => {
  const { client, email, password } = await signedInPerson(app);
  const stolen = await signIn(app, { email, password });
  let { refreshToken } = stolen;
  for (let turn = 0; turn < 2; turn += 1) {
    refreshToken = (await createClient(app).post("/api/v1/auth/refresh", { refreshToken }).expect(200)).body.refreshToken as string;
  }
  const answer = await createClient(app).post("/api/v1/auth/logout", { refreshToken: stolen.refreshToken, scope: "all" }).expect(401);
  expect(answer.body).toMatchObject({ code: "session_ended" });
  await client.get("/api/v1/me").expect(200);
  await createClient(app).post("/api/v1/auth/refresh", { refreshToken }).expect(401);
  const events = await app.deps.db("auditEvents").where({ targetId: stolen.session.id, action: "session.reuse_detected" });
  expect(events).toHaveLength(1);
});

test("a refresh token that has been used may end its own session, not the others", async () => {
  const { client, email, password } = await signedInPerson(app);
  const { refreshToken } = await signIn(app, { email, password });
  await createClient(app).post("/api/v1/auth/refresh", { refreshToken }).expect(200);
  for (const scope of ["others", "all"]) {
    const answer = await createClient(app).post("/api/v1/auth/logout", { refreshToken, scope }).expect(401);
    expect(answer.body).toMatchObject({ code: "refresh_token_invalid" });
  }
  await client.get("/api/v1/me").expect(200);
  await createClient(app).post("/api/v1/auth/logout", { refreshToken }).expect(204);
});

test("the refresh token of an expired session ends nothing", async () => {
  const { email, password, signedIn } = await signedInPerson(app);
  app.clock.advance(7 * 86_400 + 1);
  const fresh = await signIn(app, { email, password });
  await createClient(app).post("/api/v1/auth/logout", { refreshToken: signedIn.refreshToken, scope: "all" }).expect(204);
  await me(fresh.accessToken).expect(200);
});

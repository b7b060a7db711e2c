import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { createClient, registerPerson, signIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { keyPolicies } from "../../create-deps.ts";
import { parseKeyRing } from "../../platform/key-ring.ts";
import { createKeyStore } from "./key-store.ts";
import { rotateKeys } from "./rotate-keys.ts";

const DAY = 86_400;
const EXPECTED = { issuer: "http://localhost:3000", audience: "gatehouse-api" };

let app: TestApp;
let jwksUrl: URL;
beforeAll(async () => {
  app = await createTestApp();
  const { port } = app.server.address() as { port: number };
  jwksUrl = new URL(`http://127.0.0.1:${port}/.well-known/jwks.json`);
});
afterAll(() => app.close());

const token = async (of = app) => (await signIn(of, await registerPerson(of))).accessToken;
const keyIds = async () =>
  ((await createClient(app).get("/.well-known/jwks.json").expect(200)).body as { keys: Array<{ kid: string }> }).keys.map(({ kid }) => kid);
const rotate = (force = false) =>
  rotateKeys({ ...app.deps, encryptionKeys: app.deps.config.encryptionKeys }, keyPolicies(app.deps.config), { force }).then(() =>
    app.deps.keys.reload(),
  );

test("jose verifies our tokens with our key set", async () => {
  const { payload, protectedHeader } = await jwtVerify(await token(), createRemoteJWKSet(jwksUrl), {
    ...EXPECTED,
    typ: "at+jwt",
    algorithms: ["ES256"],
  });
  expect(payload.client_id).toBe("gatehouse");
  expect(await keyIds()).toContain(protectedHeader.kid);
});

test("the key set may be cached for five minutes, which is less than keys are published ahead", async () => {
  const { headers } = await createClient(app).get("/.well-known/jwks.json");
  expect(headers["cache-control"]).toBe("public, max-age=300");
});

const python = ["/usr/bin/python3", "python3"].find((name) => {
  try {
    execFileSync(name, ["-c", "import jwt, cryptography"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});
if (!python && process.env.CI === "true") throw new Error("CI needs python3 with the package jwt (Debian: python3-jwt).");

(python ? test : test.skip)("PyJWT verifies our tokens with our key set (skipped where python3-jwt is not installed)", async () => {
  const { body } = await createClient(app).get("/.well-known/jwks.json");
  const input = JSON.stringify({ token: await token(), jwks: body, ...EXPECTED });
  const output = execFileSync(String(python), [join(import.meta.dirname, "../../../test/verify-token.py")], { input, encoding: "utf8" });
  expect(JSON.parse(output)).toMatchObject({ aud: "gatehouse-api", client_id: "gatehouse" });
});

test("RS256 is a matter of configuration", async () => {
  const rsa = await createTestApp({ settings: { TOKEN_ALGORITHM: "RS256" } });
  try {
    const { body } = await createClient(rsa).get("/.well-known/jwks.json");
    expect(body.keys).toMatchObject([{ kty: "RSA", alg: "RS256", use: "sig" }]);
    const accessToken = await token(rsa);
    expect(JSON.parse(Buffer.from(accessToken.split(".")[0] ?? "", "base64url").toString())).toMatchObject({ alg: "RS256" });
    await createClient(rsa, { Authorization: `Bearer ${accessToken}` })
      .get("/api/v1/me")
      .expect(200);
  } finally {
    await rsa.close();
  }
});

test("a key is published a day before it signs, and verifies until its last token has expired", async () => {
  const [first = ""] = await keyIds();
  await rotate(true);
  const published = await keyIds();
  expect(published).toHaveLength(2);
  const kidOf = async () => (JSON.parse(Buffer.from((await token()).split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;
  expect(await kidOf()).toBe(first);

  app.clock.advance(DAY - 60);
  const lastOfFirst = await token();
  app.clock.advance(61);
  expect(await kidOf()).toBe(published.find((id) => id !== first));
  await rotate();
  await createClient(app, { Authorization: `Bearer ${lastOfFirst}` })
    .get("/api/v1/me")
    .expect(200);
  app.clock.advance(900);
  await rotate();
  expect(await keyIds()).not.toContain(first);
});

test("what becomes of a key is recorded: published, retired, removed", async () => {
  const [first = ""] = await keyIds();
  await rotate(true);
  app.clock.advance(DAY + 901);
  await rotate();
  const events = (await app.deps.db("auditEvents").where({ targetType: "signing_key", targetId: first }).orderBy("sequence")) as Array<{
    action: string;
    actorType: string;
  }>;
  expect(events.map(({ action }) => action)).toEqual(["signing_key.published", "signing_key.retired", "signing_key.removed"]);
  expect(new Set(events.map(({ actorType }) => actorType))).toEqual(new Set(["system"]));
});

test("processes that plan at once publish one key between them", async () => {
  const before = (await keyIds()).length;
  await Promise.all(Array.from({ length: 6 }, () => rotate(true)));
  expect(await keyIds()).toHaveLength(before + 1);
});

test("a process that has not read the newest key reads it when a token names it", async () => {
  const { db, clock, config } = app.deps;
  const store = createKeyStore({ db, clock, encryptionKeys: config.encryptionKeys });
  const { id } = app.deps.keys.signingKey("access", clock());
  expect((await store.verificationKey("access", id))?.id).toBe(id);
  expect(await store.verificationKey("access", "made up")).toBeUndefined();
  expect(await store.verificationKey("refresh", id)).toBeUndefined();
});

test("keys are stored encrypted, and a process with other encryption keys says which one it lacks", async () => {
  const rows = await app.deps.db("signingKeys").select("sealedKey");
  for (const { sealedKey } of rows) expect(sealedKey).toMatch(/^v1\.dev\.[A-Za-z0-9_-]+$/);
  const others = parseKeyRing(`k2:${Buffer.alloc(32, 7).toString("base64")}`);
  const store = createKeyStore({ db: app.deps.db, clock: app.clock, encryptionKeys: others });
  await expect(store.reload()).rejects.toThrow('no encryption key "dev"');
});

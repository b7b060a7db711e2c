import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ConfigError, readConfig, settingsSchema } from "./config.ts";

const ring = (id: string) => `${id}:${createHash("sha256").update(id).digest("base64")}`;
const DEVELOPMENT_KEY = "Z2F0ZWhvdXNlLWRldmVsb3BtZW50LW9ubHktMDAwMDE=";
const DATABASE_URL = "postgres://gate:db-pass-word@db.example.com/gatehouse";
const PRODUCTION = {
  NODE_ENV: "production",
  DATABASE_URL,
  REDIS_URL: "redis://redis.example.com",
  PUBLIC_URL: "https://gate.example.com",
  ENCRYPTION_KEYS: ring("k1"),
  PASSWORD_PEPPERS: ring("p1"),
};

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) expect(error.message).toContain(problem);
    return error.problems;
  }
}
const named = (environment: Record<string, string>) =>
  problemsOf(environment)
    .map((problem) => problem.slice(0, problem.indexOf(":")))
    .sort();

test("in development a database address is all that is needed", () => {
  expect(readConfig({ DATABASE_URL })).toMatchObject({
    environment: "development",
    port: 3000,
    metricsPort: 9464,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    isHttps: false,
    redisUrl: undefined,
    passwords: { minLength: 15, bcryptCost: 12 },
    tokens: { algorithm: "ES256", accessTtlSeconds: 600 },
    sessions: { idleSeconds: 604_800, absoluteSeconds: 2_592_000 },
    database: { url: DATABASE_URL, listenUrl: DATABASE_URL, migrationUrl: DATABASE_URL },
    mail: { smtp: undefined, from: { name: "Gatehouse", address: "gatehouse@localhost" } },
  });
  expect(problemsOf({})).toEqual(["DATABASE_URL: is required"]);
});

test("a setting that is empty counts as not given", () => {
  expect(readConfig({ DATABASE_URL, PORT: "", REDIS_URL: "" })).toMatchObject({ port: 3000, redisUrl: undefined });
});

test("the public address is kept without a slash at its end", () => {
  expect(readConfig({ DATABASE_URL, PUBLIC_URL: "https://gate.example.com//" })).toMatchObject({
    publicUrl: "https://gate.example.com",
    isHttps: true,
  });
});

describe("every problem is told at once", () => {
  test("when settings cannot be read", () => {
    const wrong = { NODE_ENV: "prod", PORT: "65536", DATABASE_URL: "mysql://x", PUBLIC_URL: "gate", BCRYPT_COST: "3", LOG_LEVEL: "loud" };
    expect(named(wrong)).toEqual(Object.keys(wrong).sort());
  });

  test("when production lacks what it needs", () => {
    expect(named({ NODE_ENV: "production" })).toEqual(["DATABASE_URL", "ENCRYPTION_KEYS", "PASSWORD_PEPPERS", "PUBLIC_URL", "REDIS_URL"]);
  });

  test("when some cannot be read and others are missing", () => {
    const environment = { ...PRODUCTION, PORT: "x", PASSWORD_PEPPERS: "", BCRYPT_COST: "4" };
    expect(named(environment)).toEqual(["BCRYPT_COST", "PASSWORD_PEPPERS", "PORT"]);
  });
});

describe("production", () => {
  test("starts with real settings", () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ environment: "production", isHttps: true });
  });

  test.each([
    ["a development encryption key", { ENCRYPTION_KEYS: ring("dev") }, "ENCRYPTION_KEYS"],
    ["a development key among others", { ENCRYPTION_KEYS: `${ring("k1")},${ring("dev-2")}` }, "ENCRYPTION_KEYS"],
    ["a development pepper", { PASSWORD_PEPPERS: ring("dev1") }, "PASSWORD_PEPPERS"],
    ["the published key under another id", { ENCRYPTION_KEYS: `k1:${DEVELOPMENT_KEY}` }, "ENCRYPTION_KEYS"],
    ["a key that nobody drew", { PASSWORD_PEPPERS: `p1:${Buffer.alloc(32).toString("base64")}` }, "PASSWORD_PEPPERS"],
    ["one key for both purposes", { PASSWORD_PEPPERS: ring("k1").replace("k1:", "p1:") }, "PASSWORD_PEPPERS"],
    ["a shared secret of one letter", { TOKEN_ALGORITHM: "HS256", TOKEN_SHARED_SECRET: "a".repeat(40) }, "TOKEN_SHARED_SECRET"],
    ["no encryption key", { ENCRYPTION_KEYS: "" }, "ENCRYPTION_KEYS"],
    ["no Redis", { REDIS_URL: "" }, "REDIS_URL"],
    ["a public address without TLS", { PUBLIC_URL: "http://gate.example.com" }, "PUBLIC_URL"],
    ["the password of the example", { DATABASE_URL: "postgres://gate:change-me@db/gate" }, "DATABASE_URL"],
    ["the owner's password of the example", { DATABASE_MIGRATION_URL: "postgres://gate:change-me@db/gate" }, "DATABASE_MIGRATION_URL"],
    ["a cheap hash", { BCRYPT_COST: "9" }, "BCRYPT_COST"],
    ["a mail server without a sender", { SMTP_URL: "smtp://mail.example.com" }, "MAIL_FROM"],
    ["invitations that cannot be mailed", { REGISTRATION: "invitation" }, "SMTP_URL"],
    ["domains that nobody proves", { REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.com" }, "SMTP_URL"],
    ["a development shared secret", { TOKEN_ALGORITHM: "HS256", TOKEN_SHARED_SECRET: `dev${"x".repeat(40)}` }, "TOKEN_SHARED_SECRET"],
  ])("refuses %s", (_what, change, name) => {
    expect(named({ ...PRODUCTION, ...change })).toEqual([name]);
  });
});

test.each([
  [{ TOKEN_ALGORITHM: "HS256" }, "TOKEN_SHARED_SECRET"],
  [{ TOKEN_SHARED_SECRET: "x".repeat(40) }, "TOKEN_SHARED_SECRET"],
  [{ TOKEN_ALGORITHM: "HS256", TOKEN_SHARED_SECRET: "short" }, "TOKEN_SHARED_SECRET"],
  [{ TOKEN_ALGORITHM: "none" }, "TOKEN_ALGORITHM"],
  [{ SESSION_IDLE_SECONDS: "100", SESSION_ABSOLUTE_SECONDS: "99" }, "SESSION_IDLE_SECONDS"],
  [{ ACCESS_TOKEN_TTL_SECONDS: "3601" }, "ACCESS_TOKEN_TTL_SECONDS"],
  [{ PASSWORD_MIN_LENGTH: "7" }, "PASSWORD_MIN_LENGTH"],
  [{ PORT: "3000.5" }, "PORT"],
  [{ REDIS_URL: "http://redis" }, "REDIS_URL"],
  [{ DATABASE_MIGRATION_URL: "db.example.com" }, "DATABASE_MIGRATION_URL"],
  [{ TRUSTED_PROXIES: "10.0.0.0/8, proxy.example.com" }, "TRUSTED_PROXIES"],
  [{ TRUSTED_PROXIES: "10.0.0.0/33" }, "TRUSTED_PROXIES"],
  [{ SMTP_URL: "mail.example.com:587" }, "SMTP_URL"],
  [{ SMTP_URL: "smtp://gate:pw@mail.example.com?tls=off" }, "SMTP_URL"],
  [{ MAIL_FROM: "Gatehouse" }, "MAIL_FROM"],
])("settings that make no sense are refused: %j", (change, name) => {
  expect(named({ DATABASE_URL, ...change })).toEqual([name]);
});

test("no message holds a value, whatever is wrong with it", () => {
  const names = Object.keys(settingsSchema.shape);
  const value = fc.stringMatching(/^[a-zA-Z0-9:/@.,_ -]{12,40}$/).map((text) => `S3cret${text}`);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 6 }), fc.boolean(), (given, isProduction) => {
      const environment = { ...given, ...(isProduction && { NODE_ENV: "production" }) };
      expect(problemsOf(environment).join("\n")).not.toContain("S3cret");
    }),
  );
});

test("mail domains are read in one form, and what is none is refused", () => {
  const domains = (text: string) => readConfig({ DATABASE_URL, REGISTRATION: "domains", REGISTRATION_DOMAINS: text }).registration.domains;
  expect(domains(" Example.COM,bücher.example. ,, xn--bcher-kva.example")).toEqual([
    "example.com",
    "xn--bcher-kva.example",
    "xn--bcher-kva.example",
  ]);
  for (const text of ["@example.com", "ada@example.com", "https://example.com", "com", "*.example.com", "exa mple.com", "10.0.0.1"]) {
    expect(problemsOf({ DATABASE_URL, REGISTRATION_DOMAINS: text })).toEqual([
      "REGISTRATION_DOMAINS: must be mail domains such as example.com",
    ]);
  }
  expect(named({ DATABASE_URL, REGISTRATION: "domains" })).toEqual(["REGISTRATION_DOMAINS"]);
});

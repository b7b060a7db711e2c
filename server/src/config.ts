import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { z } from "zod";
import { parseKeyRing, type KeyRing } from "./platform/key-ring.ts";
import { canonicalDomain } from "./platform/mail-domain.ts";
import { parseSender, parseSmtpUrl } from "./platform/smtp-url.ts";
import { providerProblems, providerSettings, providersOf } from "./provider-settings.ts";

/** Known to everyone who reads this file, so never accepted in production. */
const DEVELOPMENT_KEY_RING = "dev:Z2F0ZWhvdXNlLWRldmVsb3BtZW50LW9ubHktMDAwMDE=";
const LOOPBACK = "127.0.0.0/8,::1/128";

const positive = z.coerce.number().int().positive();
const port = z.coerce.number().int().min(0).max(65_535);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" });
const redisUrl = z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// address" });

/** What a parser makes of the text; what it throws is the problem. */
function parsed<T>(parse: (text: string) => T) {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const keyRing = parsed(parseKeyRing);

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** An address, or a network in CIDR form. */
function isNetwork(text: string): boolean {
  const [address = "", bits = "1", ...rest] = text.split("/");
  const mostBits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return rest.length === 0 && /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= mostBits;
}

const networks = list.refine((all) => all.every(isNetwork), "must be addresses or networks such as 10.0.0.0/8, comma separated");

/** Every setting, with the sentence that documents it. `.env.example` is generated from here. */
const settings = z.object({
  NODE_ENV: z
    .enum(["development", "test", "production"])
    .default("development")
    .describe("production refuses to start without real secrets"),
  HOST: z.string().default("127.0.0.1").describe("address the API listens on; 0.0.0.0 inside a container"),
  PORT: port.default(3000).describe("port of the API"),
  METRICS_PORT: port.default(9464).describe("port of GET /metrics; keep it off the public network"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .default("http://localhost:3000")
    .transform((url) => url.replace(/\/+$/, ""))
    .describe("what people type; issuer of the tokens, origin of the console"),
  DATABASE_URL: postgresUrl.describe("PostgreSQL 15 to 18, as a role that owns nothing, see docs/database.md"),
  DATABASE_MIGRATION_URL: postgresUrl
    .optional()
    .describe("direct address as the role that owns the schema, for `cli.ts migrate` alone; unless said, DATABASE_URL"),
  DATABASE_LISTEN_URL: postgresUrl.optional().describe("direct address for LISTEN when DATABASE_URL leads to a pooler"),
  DATABASE_POOL_SIZE: positive.default(10).describe("connections of one process"),
  REDIS_URL: redisUrl.optional().describe("without it limits and denylist live in the process, which must then be the only one"),
  ENCRYPTION_KEYS: keyRing
    .default(() => parseKeyRing(DEVELOPMENT_KEY_RING))
    .describe("id:base64 of 32 bytes, comma separated, the current one first; encrypts secrets at rest"),
  PASSWORD_PEPPERS: keyRing
    .default(() => parseKeyRing(DEVELOPMENT_KEY_RING))
    .describe("same form; mixed into every password before it is hashed; an old one stays while passwords use it"),
  PASSWORD_MIN_LENGTH: z.coerce.number().int().min(8).max(128).default(15).describe("code points a password needs as the only factor"),
  BCRYPT_COST: z.coerce.number().int().min(4).max(16).default(12).describe("at least 10 in production"),
  PASSWORD_HASH_SLOTS: positive
    .default(() => Math.max(1, availableParallelism() - 1))
    .describe("password hashes at once; unless said, the cores less one"),
  TOKEN_ALGORITHM: z
    .enum(["ES256", "RS256", "HS256"])
    .default("ES256")
    .describe("signature of access tokens; HS256 shares one secret, see docs/tokens.md"),
  TOKEN_SHARED_SECRET: z.string().min(32).optional().describe("only with TOKEN_ALGORITHM=HS256: at least 32 characters"),
  ACCESS_TOKEN_TTL_SECONDS: positive.max(3_600).default(600).describe("life of an access token"),
  SESSION_IDLE_SECONDS: positive.default(7 * 86_400).describe("a session ends when it is not refreshed for so long"),
  SESSION_ABSOLUTE_SECONDS: positive.default(30 * 86_400).describe("a session ends at the latest after so long"),
  SIGNING_KEY_DAYS: positive.default(30).describe("days after which the next signing key takes over"),
  TRUSTED_PROXIES: networks.default(() => LOOPBACK.split(",")).describe("networks whose X-Forwarded-For is believed"),
  SIGN_IN_ATTEMPTS_PER_MINUTE: positive
    .default(20)
    .describe("requests of one address that may try a password, register, or use a setup link"),
  SMTP_URL: parsed(parseSmtpUrl)
    .optional()
    .describe(
      "mail server, e.g. smtp://user:password@mail.example.com:587; with it a new address is proven before the first sign-in. " +
        "smtp:// insists on STARTTLS, smtps:// is TLS throughout; ?tls=off sends in the clear, as to a host on loopback",
    ),
  MAIL_FROM: parsed(parseSender)
    .default(() => parseSender("Gatehouse <gatehouse@localhost>"))
    .describe(
      "sender of every mail, e.g. Gatehouse <gate@example.com>; unless said, gatehouse@localhost; required in production with SMTP_URL",
    ),
  REGISTRATION: z
    .enum(["open", "domains", "invitation", "closed"])
    .default("open")
    .describe("who may create an account: anyone, addresses of REGISTRATION_DOMAINS, who is invited, or nobody"),
  REGISTRATION_DOMAINS: list
    .transform((all) => all.map(canonicalDomain))
    .refine((all) => all.every((domain) => domain !== undefined), "must be mail domains such as example.com")
    .transform((all) => all.filter((domain) => domain !== undefined))
    .default([])
    .describe("with REGISTRATION=domains: mail domains, comma separated; subdomains are others"),
  REFUSE_DISPOSABLE_ADDRESSES: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .describe("refuse addresses of throw-away mail services, from a list that comes with the server"),
  PROOF_OF_WORK: z
    .enum(["auto", "always", "off"])
    .default("auto")
    .describe("let a browser compute before it registers or recovers: when abuse is seen, always, or never"),
  ...providerSettings,
  GEOIP_DATABASE: z.string().optional().describe("path of a MaxMind DB file; with it devices are shown with their place"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info").describe("least level that is logged"),
});

type Settings = z.output<typeof settings>;
export type SettingsSchema = typeof settings;
export const settingsSchema: SettingsSchema = settings;

export type Config = ReturnType<typeof toConfig>;

/** So many different bytes are in any 32 random ones, but for a chance that never comes. */
const LEAST_VARIETY = 12;

function keysOf(ring: KeyRing): Buffer[] {
  return ring.ids.flatMap((id) => ring.find(id) ?? []);
}

function isNoSecret(key: Buffer): boolean {
  return key.equals(parseKeyRing(DEVELOPMENT_KEY_RING).current.key) || new Set(key).size < LEAST_VARIETY;
}

/** What a production process must not lack. One sentence per problem, so that an operator mends all of them in one go. */
function productionProblems(values: Settings, given: NodeJS.ProcessEnv): string[] {
  const problems: string[] = [];
  if (!values.REDIS_URL) problems.push("REDIS_URL: is required in production");
  if (!given.PUBLIC_URL) problems.push("PUBLIC_URL: is required in production");
  else if (!values.PUBLIC_URL.startsWith("https:")) problems.push("PUBLIC_URL: must be https:// in production");
  for (const name of ["ENCRYPTION_KEYS", "PASSWORD_PEPPERS"] as const) {
    if (!given[name]) problems.push(`${name}: is required in production`);
    else if (values[name].ids.some((id) => id.startsWith("dev")))
      problems.push(`${name}: holds a development secret (its id begins with "dev")`);
    else if (keysOf(values[name]).some(isNoSecret)) problems.push(`${name}: holds a key that is published or no random one`);
  }
  const peppers = keysOf(values.PASSWORD_PEPPERS);
  const areBothGiven = given.ENCRYPTION_KEYS !== undefined && given.PASSWORD_PEPPERS !== undefined;
  if (areBothGiven && keysOf(values.ENCRYPTION_KEYS).some((key) => peppers.some((pepper) => pepper.equals(key)))) {
    problems.push("PASSWORD_PEPPERS: holds a key that is in ENCRYPTION_KEYS too; they must differ");
  }
  if (
    values.TOKEN_SHARED_SECRET &&
    (/^(dev|change)/i.test(values.TOKEN_SHARED_SECRET) || new Set(values.TOKEN_SHARED_SECRET).size < LEAST_VARIETY)
  ) {
    problems.push("TOKEN_SHARED_SECRET: is a development secret");
  }
  for (const name of ["DATABASE_URL", "DATABASE_MIGRATION_URL"] as const) {
    if (values[name]?.includes("change-me")) problems.push(`${name}: holds the password of the example`);
  }
  if (values.SMTP_URL && !given.MAIL_FROM) problems.push("MAIL_FROM: is required in production with SMTP_URL");
  if (values.BCRYPT_COST < 10) problems.push("BCRYPT_COST: must be at least 10 in production");
  return problems;
}

function generalProblems(values: Settings): string[] {
  const problems = providerProblems(values, values.NODE_ENV === "production");
  if (values.TOKEN_ALGORITHM === "HS256" && !values.TOKEN_SHARED_SECRET) {
    problems.push("TOKEN_SHARED_SECRET: is required when TOKEN_ALGORITHM is HS256");
  }
  if (values.TOKEN_ALGORITHM !== "HS256" && values.TOKEN_SHARED_SECRET) {
    problems.push("TOKEN_SHARED_SECRET: is only for TOKEN_ALGORITHM=HS256, an exclusive mode");
  }
  if (values.REGISTRATION === "domains" && values.REGISTRATION_DOMAINS.length === 0) {
    problems.push("REGISTRATION_DOMAINS: is required when REGISTRATION is domains");
  }
  const mustProve = values.REGISTRATION === "invitation" || values.REGISTRATION === "domains";
  if (mustProve && values.NODE_ENV === "production" && !values.SMTP_URL) {
    problems.push(`SMTP_URL: is required when REGISTRATION is ${values.REGISTRATION}`);
  }
  if (values.SESSION_IDLE_SECONDS > values.SESSION_ABSOLUTE_SECONDS) {
    problems.push("SESSION_IDLE_SECONDS: must not be longer than SESSION_ABSOLUTE_SECONDS");
  }
  return problems;
}

function toConfig(values: Settings) {
  return {
    environment: values.NODE_ENV,
    host: values.HOST,
    port: values.PORT,
    metricsPort: values.METRICS_PORT,
    publicUrl: values.PUBLIC_URL,
    isHttps: values.PUBLIC_URL.startsWith("https:"),
    database: {
      url: values.DATABASE_URL,
      listenUrl: values.DATABASE_LISTEN_URL ?? values.DATABASE_URL,
      migrationUrl: values.DATABASE_MIGRATION_URL ?? values.DATABASE_URL,
      poolSize: values.DATABASE_POOL_SIZE,
    },
    redisUrl: values.REDIS_URL,
    encryptionKeys: values.ENCRYPTION_KEYS,
    passwords: {
      peppers: values.PASSWORD_PEPPERS,
      minLength: values.PASSWORD_MIN_LENGTH,
      bcryptCost: values.BCRYPT_COST,
      hashSlots: values.PASSWORD_HASH_SLOTS,
    },
    tokens: {
      algorithm: values.TOKEN_ALGORITHM,
      sharedSecret: values.TOKEN_SHARED_SECRET,
      accessTtlSeconds: values.ACCESS_TOKEN_TTL_SECONDS,
      signingKeyDays: values.SIGNING_KEY_DAYS,
    },
    sessions: { idleSeconds: values.SESSION_IDLE_SECONDS, absoluteSeconds: values.SESSION_ABSOLUTE_SECONDS },
    signInAttemptsPerMinute: values.SIGN_IN_ATTEMPTS_PER_MINUTE,
    trustedProxies: values.TRUSTED_PROXIES,
    mail: { smtp: values.SMTP_URL, from: values.MAIL_FROM },
    registration: {
      policy: values.REGISTRATION,
      domains: values.REGISTRATION_DOMAINS,
      refusesDisposable: values.REFUSE_DISPOSABLE_ADDRESSES,
      proofOfWork: values.PROOF_OF_WORK,
    },
    providers: providersOf(values),
    geoipDatabase: values.GEOIP_DATABASE,
    logLevel: values.LOG_LEVEL,
  };
}

/** What is wrong with the settings, one sentence each. The message holds names and reasons, never values. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`Gatehouse cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** Reads the settings, an empty one counting as not given. Throws `ConfigError` with every problem at once. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (parsed.success) {
    const problems = generalProblems(parsed.data);
    if (parsed.data.NODE_ENV === "production") problems.push(...productionProblems(parsed.data, given));
    if (problems.length > 0) throw new ConfigError(problems);
    return toConfig(parsed.data);
  }
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return `${name}: ${given[name] === undefined ? "is required" : issue.message}`;
  });
  if (given.NODE_ENV === "production") problems.push(...problemsDespiteErrors(given, parsed.error));
  throw new ConfigError(problems);
}

/** The production problems that can be told although other settings do not parse: those are replaced by acceptable stand-ins. */
function problemsDespiteErrors(given: NodeJS.ProcessEnv, error: z.ZodError): string[] {
  const broken = new Set(error.issues.map((issue) => String(issue.path[0])));
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !broken.has(name)));
  const again = settings.safeParse({ DATABASE_URL: "postgres://stand-in", ...rest });
  if (!again.success) return [];
  return [...generalProblems(again.data), ...productionProblems(again.data, given)].filter(
    (problem) => !broken.has(problem.slice(0, problem.indexOf(":"))),
  );
}

import type { z } from "zod";
import { settingsSchema } from "../../server/src/config.ts";

const HEADER = `# Every setting of the API, generated from server/src/config.ts by \`npm run generate\`.
# A line that is commented out shows the default. Production refuses to start without those marked so.
`;
const REQUIRED_IN_PRODUCTION = new Set(["DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "ENCRYPTION_KEYS", "PASSWORD_PEPPERS"]);
const EXAMPLES: Record<string, string> = {
  NODE_ENV: "production",
  PUBLIC_URL: "https://gate.example.com",
  DATABASE_URL: "postgres://gatehouse_api:change-me@localhost:5432/gatehouse",
  REDIS_URL: "redis://localhost:6379",
  ENCRYPTION_KEYS: "k1:change-me  # openssl rand -base64 32",
  PASSWORD_PEPPERS: "p1:change-me  # openssl rand -base64 32",
};

function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  const value: unknown = parsed.success ? parsed.data : undefined;
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The text of `.env.example`. */
export function envExampleText(): string {
  const settings = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const note = REQUIRED_IN_PRODUCTION.has(name) ? "\n# Required in production." : "";
    const line =
      EXAMPLES[name] === undefined ? `#${name}=${name === "PASSWORD_HASH_SLOTS" ? "" : defaultOf(schema)}` : `${name}=${EXAMPLES[name]}`;
    return `\n# ${schema.description ?? ""}${note}\n${line}\n`;
  });
  return HEADER + settings.join("");
}

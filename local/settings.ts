import type { Database } from "./database.ts";
import { developmentSecrets } from "./development-secrets.ts";
import { explained } from "./explained.ts";

/** The port of the front: PORT, else 3000. */
export function frontPort(): number {
  const port = Number(process.env["PORT"] || 3000);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw explained(`PORT is "${process.env["PORT"]}", which is no port. Use a number from 1 to 65535, e.g. PORT=3001 npm start.`);
}

/** What the server and its commands need in their environment for development; what the caller has set wins. Migrations alone are the owner's. */
export function developmentEnvironment({ url }: Database, port: number): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "development",
    PUBLIC_URL: `http://localhost:${port}`,
    ...developmentSecrets(),
    ...withoutEmpty(process.env),
    DATABASE_URL: url,
    DATABASE_MIGRATION_URL: undefined,
  };
}

/** Of the same, what the command that migrates needs. */
export function migrationEnvironment(database: Database, port: number): NodeJS.ProcessEnv {
  return { ...developmentEnvironment(database, port), DATABASE_MIGRATION_URL: database.migrationUrl };
}

/** An empty setting counts as none, as it does in a shell. */
function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
}

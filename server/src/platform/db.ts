import knex, { type Knex } from "knex";

/** A pool, or a transaction of it. Queries take it as their first argument and cannot tell which. */
export type Db = Knex;

const snakeCached = new Map<string, string>();
const camelCached = new Map<string, string>();

function remember(cache: Map<string, string>, name: string, convert: (name: string) => string): string {
  let converted = cache.get(name);
  if (converted === undefined) cache.set(name, (converted = convert(name)));
  return converted;
}

const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function camelKeys(row: unknown): unknown {
  if (row === null || typeof row !== "object" || Array.isArray(row)) return row;
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) converted[remember(camelCached, key, toCamel)] = value;
  return converted;
}

/** Names are snake_case in SQL and camelCase here. Only column names are converted, never what is inside a jsonb value. */
function camelRows(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(camelKeys);
  if (result !== null && typeof result === "object" && "rows" in result && Array.isArray(result.rows)) {
    return Object.assign(result, { rows: result.rows.map(camelKeys) });
  }
  return camelKeys(result);
}

export type DbOptions = { url: string; poolSize: number };

/** Opens a pool lazily: nothing connects before the first query. The caller ends it with `db.destroy()`. */
export function createDb({ url, poolSize }: DbOptions): Db {
  return knex({
    client: "pg",
    connection: { connectionString: url, application_name: "gatehouse", connectionTimeoutMillis: 5_000 },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 5_000,
    wrapIdentifier: (name, wrap) => (name === "*" ? name : wrap(remember(snakeCached, name, toSnake))),
    postProcessResponse: camelRows,
  });
}

/** The Postgres error codes that rules look at (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

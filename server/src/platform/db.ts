import knex, { type Knex } from "knex";
import { Client } from "pg";

/** A pool, or a transaction of it. Queries take it as their first argument and cannot tell which. */
export type Db = Knex;

const toSnake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Converts each name once: the names of a schema are few, its rows are many. */
function remembering(convert: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    let converted = known.get(name);
    if (converted === undefined) known.set(name, (converted = convert(name)));
    return converted;
  };
}

/** Names are snake_case in SQL and camelCase here. Only column names are converted, never what is inside a jsonb value. */
function camelRows(camel: (name: string) => string): (result: unknown) => unknown {
  const camelKeys = (row: unknown): unknown => {
    if (row === null || typeof row !== "object" || Array.isArray(row)) return row;
    const converted: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(row)) converted[camel(key)] = value;
    return converted;
  };
  return (result) => {
    if (Array.isArray(result)) return result.map(camelKeys);
    if (result !== null && typeof result === "object" && "rows" in result && Array.isArray(result.rows)) {
      return Object.assign(result, { rows: result.rows.map(camelKeys) });
    }
    return camelKeys(result);
  };
}

const nothing = () => undefined;

/** A database that hangs is given up: the caller answers 503 rather than nothing. Kept by the client, since a transaction pooler refuses to. */
const QUERY_TIMEOUT_MS = 15_000;

export type DbOptions = { url: string; poolSize: number };

/** Opens a pool lazily: nothing connects before the first query. The caller ends it with `db.destroy()`. */
export function createDb({ url, poolSize }: DbOptions): Db {
  const snake = remembering(toSnake);
  return knex({
    client: "pg",
    connection: { connectionString: url, application_name: "gatehouse", connectionTimeoutMillis: 5_000, query_timeout: QUERY_TIMEOUT_MS },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 5_000,
    wrapIdentifier: (name, wrap) => (name === "*" ? name : wrap(snake(name))),
    postProcessResponse: camelRows(remembering(toCamel)),
    // Whatever fails is thrown, and logged by who asked for it. knex itself would write lines to stdout that are no JSON.
    log: { debug: nothing, warn: nothing, error: nothing, deprecate: nothing },
  });
}

/** The role that a connection string leads to, said in it or not. Connects nowhere. */
export function userOf(url: string): string {
  return new Client({ connectionString: url }).user ?? "";
}

/** Runs something once the transaction has committed, and never when it rolls back. Outside a transaction, at once. */
export function afterCommit(tx: Db, run: () => void): void {
  if (!tx.isTransaction) return run();
  const { executionPromise, parentTransaction } = tx as Knex.Transaction;
  // What is released inside another transaction is committed by that one.
  if (parentTransaction) afterCommit(parentTransaction, run);
  else executionPromise.then(run, () => undefined);
}

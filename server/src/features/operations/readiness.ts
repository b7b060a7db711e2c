import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../../platform/db.ts";

/** Whether this process should be sent requests, and why not. */
export type Readiness = { check(): Promise<string | undefined>; startDraining(): void; markStarted(): void; readonly hasStarted: boolean };

const DATABASE_BUDGET_MS = 500;
const MIGRATIONS = new URL("../../../../migrations/", import.meta.url);

/** The newest migration that this code was written for. */
export async function expectedMigration(): Promise<string> {
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith(".ts")).sort();
  return names.at(-1) ?? "";
}

async function appliedMigration(db: Db): Promise<string> {
  const row = await db<{ name: string }>("knex_migrations").orderBy("name", "desc").first("name");
  return row?.name ?? "";
}

/** Rejects when the budget is over, whatever is waited for: a free connection, a new one, or the answer itself. */
async function overBudget(): Promise<never> {
  await sleep(DATABASE_BUDGET_MS, undefined, { ref: false });
  throw new Error("the database took too long");
}

/** `check` answers with what is missing, or nothing. A newer schema than expected is fine: old code runs on it. */
export function createReadiness({ db, migration }: { db: Db; migration: string }): Readiness {
  let isDraining = false;
  let hasStarted = false;
  return {
    startDraining: () => (isDraining = true),
    markStarted: () => (hasStarted = true),
    get hasStarted() {
      return hasStarted;
    },
    async check() {
      if (isDraining) return "This process is shutting down.";
      try {
        return (await Promise.race([appliedMigration(db), overBudget()])) < migration
          ? "The database schema is older than this version needs: run the migrations."
          : undefined;
      } catch {
        return "The database does not answer.";
      }
    },
  };
}

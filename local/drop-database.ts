import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 20_000;
const INSUFFICIENT_PRIVILEGE = "42501";

/**
 * Drops a database with whoever is in it. While Postgres itself tidies up there (autovacuum), only a superuser may end that, and the
 * role here is none: tried again until it is over, for 20 seconds at most.
 */
export async function dropDatabase(name: string, run: (statement: string) => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await run(`drop database ${name} with (force)`);
    } catch (error) {
      const isTidied = error instanceof Error && "code" in error && error.code === INSUFFICIENT_PRIVILEGE;
      if (!isTidied || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { explained, explainSystemError } from "./explained.ts";
import { guardProcess } from "./guard.ts";
import { lockHolder, takeLock } from "./lock.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { ensureCluster, readPassword } from "./postgres-cluster.ts";
import { displayPath } from "./postgres-failures.ts";
import { type DatabaseRole, ensureApiRole, ownerRole } from "./postgres-roles.ts";
import { findPostmaster, launchPostmaster, stopPostmaster } from "./postmaster.ts";
import { accountForData } from "./unprivileged.ts";

export type PostgresOptions = {
  /** The data folder. Its password and lock files stand beside it. */
  dataDir: string;
  /** False for tests: nothing waits for the disk, and a crash of the machine may lose all of it. */
  durable: boolean;
  /** Told each step that takes a while, in words for the person at the terminal. */
  log?: (line: string) => void;
};

export type RunningPostgres = {
  port: number;
  /** Connection string of a role; unless said, of the owner, who may create databases and roles but is no superuser. */
  url: (database: string, role?: DatabaseRole) => string;
  /** True while the server lives. */
  isAlive: () => boolean;
  /** Ends all connections and stops cleanly; call it once. */
  stop: () => Promise<void>;
};

/**
 * Starts a real PostgreSQL on a free port of 127.0.0.1, making its data folder when there is none. A server left behind by a
 * killed process is stopped first. Throws sentences: folder in use, other major version, full disk, no permission, no binaries.
 */
export async function startPostgres({ dataDir, durable, log = () => undefined }: PostgresOptions): Promise<RunningPostgres> {
  const binaries = await findPostgresBinaries();
  try {
    mkdirSync(dirname(dataDir), { recursive: true });
  } catch (error) {
    throw explainSystemError(error, displayPath(dirname(dataDir)));
  }
  const taken = takeLock(lockPath(dataDir));
  if ("heldBy" in taken) {
    throw explained(
      `The database in ${displayPath(dataDir)} is in use by process ${taken.heldBy}. Wait for it to end, or stop it, and try again.`,
    );
  }
  try {
    const cluster = { binaries, dataDir, account: accountForData(dataDir) };
    const password = await ensureCluster(cluster, log);
    const { pid, port } = await launchPostmaster(cluster, durable);
    const dismissGuard = guardProcess(pid, "INT");
    const url = (database: string, role: DatabaseRole = ownerRole) => connectionString({ role, password, port, database });
    const stop = async () => {
      await stopPostmaster(cluster);
      dismissGuard();
      taken.lock.release();
    };
    await ensureApiRole(url("gatehouse")).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { port, url, isAlive: () => findPostmaster(dataDir) !== undefined, stop };
  } catch (error) {
    taken.lock.release();
    throw error;
  }
}

/** Connection string of `database` on the server that another living process started on the data folder, if one did. */
export function findRunningPostgres(dataDir: string, database: string, role: DatabaseRole = ownerRole): string | undefined {
  if (lockHolder(lockPath(dataDir)) === undefined) return undefined;
  const postmaster = findPostmaster(dataDir);
  return postmaster?.ready ? connectionString({ role, password: readPassword(dataDir), port: postmaster.port, database }) : undefined;
}

type Login = { role: DatabaseRole; password: string; port: number; database: string };

function connectionString({ role, password, port, database }: Login): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

function lockPath(dataDir: string): string {
  return `${dataDir}.lock`;
}

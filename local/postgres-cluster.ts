import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explained, explainSystemError } from "./explained.ts";
import { displayPath, explainPostgresFailure } from "./postgres-failures.ts";
import { ownerRole } from "./postgres-roles.ts";
import { type Cluster, runPostgresTool } from "./postgres-tool.ts";
import { giveTo } from "./unprivileged.ts";

/**
 * Makes the data folder with an empty database `gatehouse` unless it is there already, and returns the password of its roles.
 * A folder that this function had begun to fill when it was killed is emptied and begun again; any other folder is left as it is.
 */
export async function ensureCluster(cluster: Cluster, log: (line: string) => void): Promise<string> {
  const { dataDir } = cluster;
  const begun = `${dataDir}.password.new`;
  try {
    if (existsSync(begun)) await emptyAbandoned(dataDir);
    rmSync(begun, { force: true });
    if (existsSync(join(dataDir, "PG_VERSION"))) {
      await refuseOtherMajor(cluster);
      return readPassword(dataDir);
    }
    prepareFolder(cluster);
    log("Creating the database");
    const password = randomBytes(24).toString("base64url");
    writeFileSync(begun, password, { mode: 0o600 });
    giveTo(cluster.account, begun);
    await fillFolder(cluster, begun, password).catch((error: unknown) => {
      emptyFolder(dataDir);
      rmSync(begun, { force: true });
      throw error;
    });
    renameSync(begun, passwordPath(dataDir));
    return password;
  } catch (error) {
    throw explainSystemError(error, displayPath(dataDir));
  }
}

/** The password of a data folder's roles, kept beside it in a file only its owner may read. */
export function readPassword(dataDir: string): string {
  try {
    return readFileSync(passwordPath(dataDir), "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw explained(
      `${displayPath(dataDir)} holds a database, but its password file ${displayPath(passwordPath(dataDir))} is missing. ` +
        "Put the file back, or move the folder away to start with an empty database.",
    );
  }
}

async function refuseOtherMajor(cluster: Cluster): Promise<void> {
  const found = readFileSync(join(cluster.dataDir, "PG_VERSION"), "utf8").trim();
  const { output } = await runPostgresTool(cluster, "postgres", ["--version"]);
  const ours = /(\d+)\./.exec(output)?.[1];
  if (ours === undefined) throw explainPostgresFailure(output, "starting", cluster.dataDir);
  if (found === ours) return;
  const folder = displayPath(cluster.dataDir);
  throw explained(
    `The data folder ${folder} was made by PostgreSQL ${found}, and this version of Gatehouse brings PostgreSQL ${ours}, which cannot read it. Nothing was changed.\n` +
      `To start with an empty database:  mv ${folder} ${folder}-${found}\n` +
      `To keep the data:  let a PostgreSQL ${found} of your own serve it and set DATABASE_URL.`,
  );
}

function prepareFolder({ dataDir, account }: Cluster): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (readdirSync(dataDir).some((name) => name !== "lost+found")) {
    throw explained(`${displayPath(dataDir)} holds files that are no PostgreSQL database. Move them away and try again.`);
  }
  giveTo(account, dataDir);
  chmodSync(dataDir, 0o700);
}

async function fillFolder(cluster: Cluster, passwordFile: string, password: string): Promise<void> {
  const { dataDir } = cluster;
  const made = await runPostgresTool(cluster, "initdb", [
    `--pgdata=${dataDir}`,
    `--pwfile=${passwordFile}`,
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The builtin provider sorts alike on every operating system; libc's C.UTF-8 does not exist on all of them.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ]);
  if (made.code !== 0) throw explainPostgresFailure(made.output, "creating the database", dataDir);
  const sql = `CREATE ROLE ${ownerRole} LOGIN CREATEDB CREATEROLE PASSWORD '${password}'\nCREATE DATABASE gatehouse OWNER ${ownerRole}\n`;
  const filled = await runPostgresTool(cluster, "postgres", ["--single", "-D", dataDir, "postgres"], sql);
  if (filled.code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(filled.output)) {
    throw explainPostgresFailure(filled.output, "creating the database", dataDir);
  }
}

/** An initdb whose parent was killed may live on for a moment and write into the folder: it is emptied until it stays empty. */
async function emptyAbandoned(folder: string): Promise<void> {
  for (let round = 1; round <= 20; round += 1) {
    emptyFolder(folder);
    await sleep(400);
    if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  }
}

function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
}

function passwordPath(dataDir: string): string {
  return `${dataDir}.password`;
}

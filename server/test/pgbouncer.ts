import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe } from "@jest/globals";
import { freePort } from "../../local/free-port.ts";
import { guardProcess } from "../../local/guard.ts";
import { accountForData, giveTo, invocationAs } from "../../local/unprivileged.ts";

export type Pgbouncer = {
  /** The address of the target, led through here. */
  url: string;
  stop(): Promise<void>;
};

const START_MS = 10_000;
const program = findProgram();
const isRequired = process.env.CI === "true";
if (!program && !isRequired) process.stderr.write("There is no pgbouncer here. The tests that need one are skipped.\n");

/** A suite that needs a PgBouncer: skipped, in words, where none is installed; with CI=true it fails there. */
export const describeWithPgbouncer = program || isRequired ? describe : describe.skip;

function findProgram(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, "pgbouncer"))
    .find(existsSync);
}

/** A client keeps a server's connection for one transaction; the next that it gets may be another's of a moment ago. */
function settings(folder: string, port: number, target: URL, connections: number): string {
  return `[databases]
* = host=${target.hostname} port=${target.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
`;
}

/**
 * A real PgBouncer in transaction mode before the server of `targetUrl`, for the one role in it, with so many connections to it. It
 * refuses to be root. Throws what it says when it does not start.
 */
export async function startPgbouncer(targetUrl: string, { connections }: { connections: number }): Promise<Pgbouncer> {
  if (!program) throw new Error("There is no pgbouncer here: install it.");
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-pgbouncer-"));
  const port = await freePort("127.0.0.1");
  const target = new URL(targetUrl);
  const account = accountForData(folder);
  const files = {
    "pgbouncer.ini": settings(folder, port, target, connections),
    "users.txt": `"${target.username}" "${decodeURIComponent(target.password)}"\n`,
  };
  giveTo(account, folder);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    giveTo(account, join(folder, name));
  }
  const configuration = join(folder, "pgbouncer.ini");
  const { file, args, account: runAs } = invocationAs(account, program, [configuration], [program, configuration]);
  const child = spawn(file, args, {
    ...runAs,
    detached: true,
    cwd: "/",
    env: { PATH: process.env.PATH },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const dismissGuard = child.pid === undefined ? () => undefined : guardProcess(child.pid, "TERM");
  let said = "";
  const isUp = new Promise<"up">((resolve) => {
    child.stderr.on("data", (piece: Buffer) => {
      said += piece.toString("utf8");
      if (said.includes("process up")) resolve("up");
    });
  });
  const closed = once(child, "close").catch((error: unknown) => (said += String(error)));
  const stop = async () => {
    child.kill("SIGTERM");
    await closed;
    dismissGuard();
    rmSync(folder, { recursive: true, force: true });
  };
  if ((await Promise.race([isUp, closed, sleep(START_MS, "late", { ref: false })])) === "up") {
    return { url: Object.assign(new URL(targetUrl), { hostname: "127.0.0.1", port: String(port) }).href, stop };
  }
  await stop();
  throw new Error(`pgbouncer did not start: ${said.trim()}`);
}

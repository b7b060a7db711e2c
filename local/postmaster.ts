import { readFileSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { explainPostgresFailure } from "./postgres-failures.ts";
import { type Cluster, runPostgresTool } from "./postgres-tool.ts";
import { giveTo } from "./unprivileged.ts";

export type Postmaster = { pid: number; port: number; ready: boolean };

const maxLogBytes = 5_000_000;
const startAttempts = 12;
const durableSettings = ["max_connections=100"];
// Lost on a crash, which is right for tests: nothing waits for the disk.
const fleetingSettings = [
  "max_connections=200",
  "fsync=off",
  "full_page_writes=off",
  "synchronous_commit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "checkpoint_timeout=1h",
];

/** The PostgreSQL that serves the data folder now, be it ours or an orphan of a killed process. */
export function findPostmaster(dataDir: string): Postmaster | undefined {
  const [pid, , , port, , , , status] = readText(join(dataDir, "postmaster.pid")).split("\n");
  const found = { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" };
  return found.pid > 0 && isPostmasterOf(found.pid, dataDir) ? found : undefined;
}

/**
 * Starts PostgreSQL on a free port of 127.0.0.1 and waits until it answers. The orphan of a killed run is stopped first: its
 * settings may be others, and its clients belong to processes that are gone.
 */
export async function launchPostmaster(cluster: Cluster, durable: boolean): Promise<Postmaster> {
  const logFile = `${cluster.dataDir}.log`;
  let output = "";
  for (let attempt = 1; attempt <= startAttempts; attempt += 1) {
    await stopPostmaster(cluster);
    // Without its process this file only misleads: after a reboot its id may belong to anything.
    rmSync(join(cluster.dataDir, "postmaster.pid"), { force: true });
    const from = openLog(cluster, logFile);
    const started = await runPostgresTool(cluster, "pg_ctl", [
      "start",
      "--wait",
      "--timeout=60",
      `--pgdata=${cluster.dataDir}`,
      `--log=${logFile}`,
      `--options=${settings(await freePort("127.0.0.1"), durable)}`,
    ]);
    const postmaster = findPostmaster(cluster.dataDir);
    if (started.code === 0 && postmaster) return postmaster;
    output = `${started.output}\n${readText(logFile).slice(from)}`;
    // A port lost to another program, or back ends of a killed server that have not noticed yet, pass by themselves.
    if (!/could not bind|is still in use|another (server|postmaster)|starting up|shutting down/i.test(output)) break;
    await sleep(500);
  }
  throw explainPostgresFailure(output, "starting", cluster.dataDir);
}

/** Stops the server that serves the data folder, if any: fast and clean, or at once when that takes longer than 20 seconds. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  for (const mode of ["fast", "immediate"]) {
    if (!findPostmaster(cluster.dataDir)) return;
    const args = ["stop", `--mode=${mode}`, "--wait", "--timeout=20", `--pgdata=${cluster.dataDir}`];
    const { code } = await runPostgresTool(cluster, "pg_ctl", args);
    if (code === 0) return;
  }
}

function settings(port: number, durable: boolean): string {
  const all = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "password_encryption=scram-sha-256",
    "timezone=UTC",
    "log_timezone=UTC",
    ...(durable ? durableSettings : fleetingSettings),
  ];
  return all.map((setting) => `-c ${setting}`).join(" ");
}

function isPostmasterOf(pid: number, dataDir: string): boolean {
  try {
    process.kill(pid, 0);
    // The server's working folder is its data folder. Elsewhere than on Linux the living process id has to do.
    return process.platform !== "linux" || readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    return false;
  }
}

/** Makes PostgreSQL's own log, keeps it from growing without end, and returns where new lines begin. */
function openLog({ account }: Cluster, logFile: string): number {
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const flag = bytes > maxLogBytes ? "w" : "a";
  writeFileSync(logFile, "", { flag, mode: 0o600 });
  giveTo(account, logFile);
  return flag === "w" ? 0 : bytes;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../../local/free-port.ts";

/** The address that nginx calls the API from: the only one that the API trusts, and not the one that callers come from. */
export const FRONT_ADDRESS = "127.0.0.2";

export type Front = { replacing: { port: number }; appending: { port: number }; stop(): Promise<void> };

/** What a front may do with the header: put the peer in its place, or behind what was sent. */
const FORWARDED_FOR = { replacing: "$remote_addr", appending: "$proxy_add_x_forwarded_for" };

export function findNginx(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, "nginx"))
    .find(existsSync);
}

function settings(folder: string, api: number, ports: Record<keyof typeof FORWARDED_FOR, number>): string {
  const server = (kind: keyof typeof FORWARDED_FOR) => `
    server {
      listen 127.0.0.1:${ports[kind]};
      location / {
        proxy_pass http://api;
        proxy_bind ${FRONT_ADDRESS};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For ${FORWARDED_FOR[kind]};
      }
    }`;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `    ${name}_temp_path ${join(folder, name)};`)
    .join("\n");
  return `
  daemon off;
  master_process off;
  pid ${join(folder, "nginx.pid")};
  error_log stderr error;
  events { worker_connections 512; }
  http {
    access_log off;
${paths}
    keepalive_requests 100000;
    upstream api { server 127.0.0.1:${api}; keepalive 64; }
    ${server("replacing")}
    ${server("appending")}
  }`;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const isOpen = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
  socket.destroy();
  return isOpen;
}

/** A real nginx in front of the API, on two ports. Throws what it says when it does not start. */
export async function startNginx(program: string, api: number): Promise<Front> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-nginx-"));
  const ports = { replacing: await freePort("127.0.0.1"), appending: await freePort("127.0.0.1") };
  writeFileSync(join(folder, "nginx.conf"), settings(folder, api, ports));
  const child = spawn(program, ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString("utf8")));
  const closed = once(child, "close");
  const stop = async () => {
    child.kill("SIGTERM");
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let look = 0; look < 100 && child.exitCode === null; look += 1) {
    if ((await answers(ports.replacing)) && (await answers(ports.appending))) {
      return { replacing: { port: ports.replacing }, appending: { port: ports.appending }, stop };
    }
    await sleep(50);
  }
  await stop();
  throw new Error(`nginx did not start: ${said.trim()}`);
}

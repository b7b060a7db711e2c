import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { explained } from "./explained.ts";
import { localPath } from "./project.ts";
import type { RedisProgram } from "./redis.ts";

const run = promisify(execFile);

/**
 * Downloads Debian's own Redis with the libraries this machine lacks and unpacks it into `.local/cache/redis`: nothing is installed
 * on the system, and no root is needed. apt checks the packages' signatures as it always does.
 */
export async function fetchDebianRedis(log: (line: string) => void): Promise<RedisProgram> {
  const unpacked = localPath("cache", "redis");
  if (!existsSync(unpacked)) {
    if (!existsSync("/usr/bin/apt-get") || !existsSync("/usr/bin/dpkg")) throw explained("This is no Debian-like machine.");
    log("Downloading the distribution's Redis for the tests into .local/cache");
    const work = localPath("cache", `redis-download-${process.pid}`);
    try {
      await download(work);
      rmSync(unpacked, { recursive: true, force: true });
      renameSync(join(work, "root"), unpacked);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  const libraries = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  return {
    file: join(unpacked, "usr/bin/redis-server"),
    libraryPath: [join(unpacked, "usr/lib", libraries), join(unpacked, "lib", libraries)].join(":"),
  };
}

async function download(work: string): Promise<void> {
  const packages = join(work, "packages");
  const root = join(work, "root");
  for (const folder of [packages, root, join(work, "apt/lists/partial"), join(work, "apt/cache/archives/partial")]) {
    mkdirSync(folder, { recursive: true });
  }
  // Package lists of our own: the system's may be missing, and only root may renew them.
  const apt = async (...args: string[]): Promise<string> => {
    const options = [
      `Dir::State::Lists=${join(work, "apt/lists")}`,
      `Dir::Cache=${join(work, "apt/cache")}`,
      "Debug::NoLocking=true",
      "APT::Sandbox::User=",
    ];
    const { stdout } = await run("apt-get", [...options.flatMap((option) => ["-o", option]), ...args], { cwd: packages });
    return stdout;
  };
  await apt("--quiet", "update");
  // The simulated installation names the package and those of its libraries that are not on this machine.
  const plan = await apt("--simulate", "--no-install-recommends", "install", "redis-server");
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? "");
  await apt("--quiet", "download", ...new Set(["redis-server", "redis-tools", ...missing]));
  for (const file of readdirSync(packages)) await run("dpkg", ["-x", join(packages, file), root]);
}

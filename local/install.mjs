// `node local/install.mjs [FOLDER...]` installs the project's packages, and those of folders with a lock file of their own, where they are
// missing or not what the lock file says. It runs before every script that needs them, on any Node from 20.19: built-ins only.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const ownNode = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const causes = [
  [
    /ENOSPC|no space left|EDQUOT/i,
    "The disk is full: the packages could not be written. Free about one gigabyte and run the same command again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    "No network: the packages could not be downloaded. Check the connection (and npm's proxy setting) and run the same command again.",
  ],
  [/EACCES|EPERM|EROFS/i, "No permission to write node_modules. Run as the account that owns this folder."],
];

process.exitCode = await main();

async function main() {
  const [major, minor] = versionOf(process.version);
  if (major < 20 || (major === 20 && minor < 19)) {
    return fail(`Node ${process.version} is too old: Gatehouse needs Node 20.19 or newer. Get it from https://nodejs.org and try again.`);
  }
  for (const folder of ["", ...process.argv.slice(2)]) {
    const failure = isInstalled(join(root, folder)) ? undefined : await install(folder);
    if (failure !== undefined) return fail(failure);
  }
  if (major < 24 && !existsSync(ownNode)) {
    return fail(
      `Gatehouse runs on Node 24, and npm has no package of it for ${process.platform}-${process.arch}. Install Node 24 yourself and try again.`,
    );
  }
  return 0;
}

/** Whether node_modules holds what package-lock.json asks for, by npm's own list of what it installed last. */
function isInstalled(folder) {
  const wanted = packagesIn(join(folder, "package-lock.json"));
  const installed = packagesIn(join(folder, "node_modules", ".package-lock.json"));
  if (!wanted || !installed) return false;
  const same = (a, b) => a?.version === b?.version && a?.integrity === b?.integrity;
  const hasAll = Object.entries(wanted).every(
    // Optional packages are those of other platforms; "" and paths outside node_modules are the project itself.
    ([path, entry]) => !path.includes("node_modules/") || entry.optional || entry.peer || installed[path] !== undefined,
  );
  return hasAll && Object.entries(installed).every(([path, entry]) => same(entry, wanted[path]));
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Resolves with what to tell the person when it fails. */
async function install(folder) {
  console.log(`Installing packages${folder && ` of ${folder}`} (about half a minute the first time) ...`);
  const startedAt = Date.now();
  // Development packages too, whatever NODE_ENV says: there is one node_modules, and the embedded database is in it. `npm ci` would
  // refuse a lock file that lacks optional packages of other platforms; this keeps to the lock file just as well and leaves it alone.
  const options = ["--no-save", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund", "--no-progress"];
  // npm would try for many minutes where there is no network; its log of requests lets us see that and stop.
  options.push("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000", "--loglevel=http");
  const { code, output } = await runNpm(join(root, folder), ["install", ...options]);
  if (code === 0) {
    console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
    return undefined;
  }
  const cause = causes.find(([pattern]) => pattern.test(output))?.[1];
  return `${output.trim()}\n\n${cause ?? "npm could not install the packages; it says why above."}`;
}

function runNpm(cwd, args) {
  // The npm that runs this script, by the Node that runs that npm: node_modules, with a Node of its own, is about to be replaced.
  const { npm_execpath: npmCli, npm_node_execpath: npmNode } = process.env;
  const [file, first] = npmCli ? [npmNode ?? process.execPath, [npmCli]] : ["npm", []];
  return new Promise((done) => {
    const child = spawn(file, [...first, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], shell: file === "npm" });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (/ attempt 3 failed with (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)/.test(line)) child.kill();
      else if (line.startsWith("npm http")) return;
      output += `${line}\n`;
      // Warnings concern the person; they are never held back.
      if (line.startsWith("npm warn")) console.error(line);
    });
    child.on("error", (error) => done({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}

function versionOf(text) {
  return text.slice(1).split(".").map(Number);
}

function fail(message) {
  console.error(message);
  return 1;
}

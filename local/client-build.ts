import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { explained } from "./explained.ts";
import { localPath, projectRoot } from "./project.ts";
import { runCommand } from "./run-command.ts";

const clientDir = join(projectRoot, "client");

/** Where the console's production build is. */
export const clientDistDir = join(clientDir, "dist");

/** Builds the console unless the last build was made from the very same sources. */
export async function ensureClientBuild(log: (line: string) => void): Promise<void> {
  const stampFile = localPath("client-build");
  const stamp = hashSources();
  if (existsSync(join(clientDistDir, "index.html")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  log("Building the console");
  const { code, output } = await runCommand(["npm", "run", "build", "--silent", "--workspace", "client"]);
  if (code !== 0) throw explained(`The console could not be built. The build said:\n${lastLines(output, 25)}`);
  writeFileSync(stampFile, stamp);
}

function hashSources(): string {
  const hash = createHash("sha256");
  const sources = readdirSync(clientDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/^(dist|node_modules|coverage)[/\\]|\.test\.tsx?$/.test(relative(clientDir, file)))
    .toSorted();
  for (const file of [...sources, join(projectRoot, "package-lock.json"), join(projectRoot, "tsconfig.base.json")]) {
    hash
      .update(`${relative(projectRoot, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function lastLines(text: string, count: number): string {
  const lines = text.trimEnd().split("\n");
  return lines.slice(-count).join("\n");
}

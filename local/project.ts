import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { explainSystemError } from "./explained.ts";

/** The checkout's top folder. */
export const projectRoot = resolve(import.meta.dirname, "..");

/** A path inside `.local/`, the git-ignored folder of everything that belongs to this machine alone; the folder is made when missing. */
export function localPath(...parts: string[]): string {
  const folder = join(projectRoot, ".local");
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw explainSystemError(error, folder);
  }
  return join(folder, ...parts);
}

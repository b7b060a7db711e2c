import { existsSync, statfsSync } from "node:fs";
import { relative } from "node:path";
import { explained } from "./explained.ts";

/** Turns what PostgreSQL printed while `doing` into a sentence that says what to do; what we do not know is quoted from its end. */
export function explainPostgresFailure(output: string, doing: string, dataDir: string): Error {
  const folder = displayPath(dataDir);
  if (/No space left on device|Disk quota exceeded/i.test(output) || isDiskFull(dataDir)) {
    return explained(
      `The disk is full: PostgreSQL could not write to ${folder} while ${doing}. Free some space and try again; data that was committed is safe.`,
    );
  }
  if (/setpriv|Operation not permitted/i.test(output)) {
    return explained(
      `PostgreSQL refuses to run as root, and this machine does not let another account into ${folder}. ` +
        "Run as an ordinary user, move the checkout to a folder that others may enter, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
  if (/Permission denied/i.test(output)) {
    return explained(
      `PostgreSQL has no permission to use ${folder} (while ${doing}). Its files must belong to the account that starts it.`,
    );
  }
  if (/could not (map|create|resize) .*shared memory|Cannot allocate memory/i.test(output)) {
    return explained(
      `PostgreSQL got too little memory while ${doing}. Close other programs, or give this machine or container more memory.`,
    );
  }
  const lines = output.trim().split("\n");
  return explained(
    `PostgreSQL failed while ${doing}. It said:\n${lines
      .slice(-8)
      .map((line) => `  ${line}`)
      .join("\n")}`,
  );
}

/** A path as a person in the checkout would type it. */
export function displayPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") ? path : short;
}

/** A full disk also swallows the log that would have said so. */
function isDiskFull(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 1_000_000;
}

import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { explained } from "./explained.ts";
import { localPath } from "./project.ts";

export type DevelopmentSecrets = { ENCRYPTION_KEYS: string; PASSWORD_PEPPERS: string };

/**
 * This checkout's own keys, made once and kept in `.local/secrets.json` for its owner's eyes only. Their ids begin with `dev`, which
 * production refuses. The database is worth nothing without them, so a damaged file is reported and never replaced.
 */
export function developmentSecrets(): DevelopmentSecrets {
  const file = localPath("secrets.json");
  const fresh = { ENCRYPTION_KEYS: newKey(), PASSWORD_PEPPERS: newKey() };
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
    // A link fails where the file exists: of two processes one wins, and no reader ever sees half a file.
    linkSync(draft, file);
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readSecrets(file);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecrets(file: string): DevelopmentSecrets {
  try {
    const { ENCRYPTION_KEYS, PASSWORD_PEPPERS } = JSON.parse(readFileSync(file, "utf8")) as Partial<DevelopmentSecrets>;
    if (ENCRYPTION_KEYS && PASSWORD_PEPPERS) return { ENCRYPTION_KEYS, PASSWORD_PEPPERS };
  } catch (error) {
    throw explained(damaged(file), error);
  }
  throw explained(damaged(file));
}

function damaged(file: string): string {
  return `${file} is damaged, and the local database cannot be read without the keys in it. Restore the file, or delete the folder .local to begin anew.`;
}

function newKey(): string {
  return `dev-${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`;
}

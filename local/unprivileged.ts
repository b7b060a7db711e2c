import { chownSync, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

export type Account = { uid: number; gid: number };
export type Invocation = { file: string; args: string[]; account: Partial<Account> };

const nobody: Account = { uid: 65534, gid: 65534 };

/**
 * The account PostgreSQL runs under when we are root, which it refuses: the owner of the data folder or of the nearest
 * folder above it, or nobody where all of that is root's. Undefined when we are not root.
 */
export function accountForData(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  let path = dataDir;
  while (!existsSync(path)) path = dirname(path);
  const { uid, gid } = statSync(path);
  return uid === 0 ? nobody : { uid, gid };
}

/** Gives `path` to the account; does nothing without one. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/**
 * How to run `file` under the account. Where a folder on the way to one of `paths` is closed to it (a checkout below /root or
 * made by mktemp), the program keeps the one capability that passes through closed folders, so that nobody's folder modes are
 * changed. `no_setuid_fixup` makes access(2), which initdb asks first, honour that capability too.
 */
export function invocationAs(account: Account | undefined, file: string, args: string[], paths: string[]): Invocation {
  if (!account) return { file, args, account: {} };
  if (paths.every((path) => canReach(path, account))) return { file, args, account };
  return {
    file: "setpriv",
    args: [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      "--clear-groups",
      "--inh-caps=-all,+dac_override",
      "--ambient-caps=-all,+dac_override",
      "--bounding-set=-all,+dac_override",
      "--securebits=+no_setuid_fixup",
      "--no-new-privs",
      file,
      ...args,
    ],
    account: {},
  };
}

function canReach(path: string, account: Account): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

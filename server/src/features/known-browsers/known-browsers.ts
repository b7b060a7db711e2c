import { browserHash } from "../../http/browser-cookie.ts";
import { limitKey } from "../../http/limits.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import {
  deleteBrowsers,
  deleteBrowsersOf,
  deleteBrowsersUnusedSince,
  findLastUse,
  deleteSurplusBrowsers,
  isBrowserOf,
  upsertBrowser,
} from "./known-browsers.queries.ts";

const DAY = 86_400;
const BROWSER_SECONDS = 90 * DAY;
/** Shorter: network and user agent can be had by others, a cookie cannot. */
const PROGRAM_SECONDS = 30 * DAY;
const MOST_OF_EACH = 20;
/** No cookie can name a program: it holds no space. */
const PROGRAM = "program ";

const isProgram = (caller: string) => caller.startsWith(PROGRAM);

/** What a caller is known by: a browser by the token of its cookie, who sends none by network and user agent. */
export function callerName(browser: string | undefined, { ip, userAgent }: Origin): string {
  return browser ?? `${PROGRAM}${limitKey(ip)} ${userAgent ?? ""}`;
}

/**
 * Whether the person with that address has signed in as this caller: within 90 days in a browser, within 30 in a program.
 * Costs the same when there is no such person.
 */
export async function isKnownCaller(db: Db, { email, caller, now }: { email: string; caller: string; now: Date }): Promise<boolean> {
  const since = addSeconds(now, -(isProgram(caller) ? PROGRAM_SECONDS : BROWSER_SECONDS));
  return isBrowserOf(db, { email, browserHash: browserHash(caller), since });
}

/** The same for one of which only the hash is kept. */
export async function hasSignedInFrom(db: Db, caller: { userId: string; browserHash: Buffer }, now: Date): Promise<boolean> {
  const use = await findLastUse(db, caller);
  return use !== undefined && use.lastUsedAt > addSeconds(now, -(use.isProgram ? PROGRAM_SECONDS : BROWSER_SECONDS));
}

/** Makes the caller known as the person's, from now on. Of more than 20 browsers those used least recently go; likewise of programs. */
export async function rememberCaller(tx: Db, { userId, caller, now }: { userId: string; caller: string; now: Date }): Promise<void> {
  await upsertBrowser(tx, { userId, browserHash: browserHash(caller), isProgram: isProgram(caller), now });
  await deleteSurplusBrowsers(tx, { userId, isProgram: isProgram(caller), most: MOST_OF_EACH });
}

/** Forgets the person's browsers and programs, in the transaction of what makes them doubtful. One may stay, by its name. */
export async function forgetBrowsers(tx: Db, userId: string, exceptCaller?: string): Promise<void> {
  await deleteBrowsersOf(tx, userId, exceptCaller === undefined ? undefined : browserHash(exceptCaller));
}

/** Forgets those of the person's browsers and programs, of which the hashes are known. */
export async function forgetTheseBrowsers(tx: Db, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await deleteBrowsers(tx, userId, hashes);
}

/** Takes away what is unknown anyway, because it was not used for so long. */
export async function deleteUnusedBrowsers(db: Db, now: Date): Promise<void> {
  await deleteBrowsersUnusedSince(db, addSeconds(now, -BROWSER_SECONDS));
}

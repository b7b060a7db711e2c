import { browserHash } from "../../http/browser-cookie.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import {
  deleteBrowsersOf,
  deleteBrowsersUnusedSince,
  deleteSurplusBrowsers,
  isBrowserOf,
  upsertBrowser,
} from "./known-browsers.queries.ts";

const UNUSED_SECONDS = 90 * 86_400;
const MOST_PER_PERSON = 20;

/** Whether the person with that address has signed in on this browser within 90 days. Costs the same when there is no such person. */
export async function isKnownBrowser(db: Db, { email, browser, now }: { email: string; browser: string; now: Date }): Promise<boolean> {
  return isBrowserOf(db, { email, browserHash: browserHash(browser), since: addSeconds(now, -UNUSED_SECONDS) });
}

/** Makes the browser known as the person's, from now on. Of more than 20 those used least recently go. */
export async function rememberBrowser(tx: Db, { userId, browser, now }: { userId: string; browser: string; now: Date }): Promise<void> {
  await upsertBrowser(tx, { userId, browserHash: browserHash(browser), now });
  await deleteSurplusBrowsers(tx, userId, MOST_PER_PERSON);
}

/** Forgets the person's browsers, in the transaction of what makes them doubtful. One may stay, by its name. */
export async function forgetBrowsers(tx: Db, userId: string, exceptBrowser?: string): Promise<void> {
  await deleteBrowsersOf(tx, userId, exceptBrowser === undefined ? undefined : browserHash(exceptBrowser));
}

/** Takes away what is unknown anyway, because it was not used for so long. */
export async function deleteUnusedBrowsers(db: Db, now: Date): Promise<void> {
  await deleteBrowsersUnusedSince(db, addSeconds(now, -UNUSED_SECONDS));
}

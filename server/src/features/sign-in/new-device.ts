import { limitKey } from "../../http/limits.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { findEarlierSignIns } from "../sessions/index.ts";
import type { User } from "../users/index.ts";

const LATELY_SECONDS = 90 * 86_400;

type SignInOn = { user: User; isKnownBrowser: boolean; browser: string | undefined; origin: Origin; now: Date };

/**
 * Whether a person signs in where they have not signed in before; never the first time ever. Browsers are known by their
 * cookie. A program without one is known when a session of the person had the same user agent and network lately. Ask
 * before the session is there.
 */
export async function isNewDevice(tx: Db, { user, isKnownBrowser, browser, origin, now }: SignInOn): Promise<boolean> {
  if (isKnownBrowser) return false;
  const since = addSeconds(now, -LATELY_SECONDS);
  const { hasSignedIn, ips } = await findEarlierSignIns(tx, { userId: user.id, userAgent: origin.userAgent, since });
  if (!hasSignedIn) return false;
  return browser !== undefined || !ips.some((ip) => limitKey(ip) === limitKey(origin.ip));
}

/** Tells the person, in the transaction of the sign-in. */
export async function tellOfNewDevice(
  { outbox, publicUrl }: { outbox: Outbox; publicUrl: string },
  tx: Db,
  { user, origin, now }: SignInOn,
): Promise<void> {
  const device = deviceOf(origin);
  const values = { name: user.name, device, ip: origin.ip, at: now.toISOString(), sessionsLink: `${publicUrl}/me/sessions` };
  const mail = { kind: "new_device", to: user.email, values } as const;
  await giveNotice(outbox, tx, { userId: user.id, kind: "new_device", details: { device, ip: origin.ip }, mail }, now);
}

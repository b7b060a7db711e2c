import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { MAX_TRIES, type PendingSignIn } from "./pending-sign-in.ts";

const MOST_PEOPLE = 1_000;
const KEEP_SECONDS = 86_400;

export async function insertPendingSignIn(tx: Db, pending: PendingSignIn): Promise<void> {
  await tx("pendingSignIns").insert(pending);
}

export type PendingKey = { tokenHash: Buffer; browserHash: Buffer };

/** The open sign-in of the token, in the browser that began it. */
export async function findOpenSignIn(db: Db, key: PendingKey, now: Date): Promise<PendingSignIn | undefined> {
  return db<PendingSignIn>("pendingSignIns").where(key).whereNull("endedAt").where("expiresAt", ">", now).first();
}

/** Counts a try before anything is compared. False when there is none left, or the sign-in is over. */
export async function takeTry(db: Db, id: string, now: Date): Promise<boolean> {
  const counted = await db("pendingSignIns")
    .where({ id })
    .whereNull("endedAt")
    .where("expiresAt", ">", now)
    .where("tries", "<", MAX_TRIES)
    .increment("tries", 1);
  return counted === 1;
}

/** Uses the sign-in up. False when it is over: of two at once, one wins. */
export async function endPendingSignIn(tx: Db, id: string, now: Date): Promise<boolean> {
  return (await tx("pendingSignIns").where({ id }).whereNull("endedAt").where("expiresAt", ">", now).update({ endedAt: now })) === 1;
}

/**
 * Makes every open sign-in of the person worthless, in the transaction of what makes the first factor doubtful. Waits for one
 * that is just being completed: call it before sessions are ended, so that the session of that one ends with the others.
 */
export async function voidPendingSignIns(tx: Db, userId: string, now: Date): Promise<void> {
  await tx("pendingSignIns").where({ userId }).whereNull("endedAt").update({ endedAt: now });
}

/** Whose sign-ins waited in vain. */
export async function listWaitedInVain(db: Db, now: Date): Promise<string[]> {
  const rows = db<PendingSignIn>("pendingSignIns").whereNull("endedAt").where("expiresAt", "<=", now).distinct("userId").limit(MOST_PEOPLE);
  return (await rows).map(({ userId }) => userId);
}

/** Ends those of a person, who is held, and answers with them: no second time with the same. */
export async function endWaitedInVain(tx: Db, userId: string, now: Date): Promise<PendingSignIn[]> {
  const waited = tx<PendingSignIn>("pendingSignIns").where({ userId }).whereNull("endedAt").where("expiresAt", "<=", now);
  return waited.update({ endedAt: now }).returning("*");
}

/** Forgets what is over. Who is to be told of one is told long before a day is gone. */
export async function deleteOldPendingSignIns(db: Db, now: Date): Promise<void> {
  await db("pendingSignIns").where("expiresAt", "<", now).whereNotNull("endedAt").delete();
  await db("pendingSignIns").where("expiresAt", "<", addSeconds(now, -KEEP_SECONDS)).delete();
}

import { browserHash } from "../../http/browser-cookie.ts";
import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { linkTokenHash, newLinkToken } from "../../platform/link-token.ts";
import { PENDING_SECONDS, type PendingSignIn } from "./pending-sign-in.ts";
import { findOpenSignIn, insertPendingSignIn } from "./pending-sign-ins.queries.ts";

/** Lets a sign-in wait for the second factor. Answers with the token to go on with, which is good for ten minutes in that browser or program. */
export async function createPendingSignIn(
  tx: Db,
  {
    userId,
    caller,
    way,
    methods,
    keepsAccount,
    origin: { ip, userAgent },
  }: Pick<PendingSignIn, "userId" | "way" | "keepsAccount"> & { caller: string; methods: readonly string[]; origin: Origin },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newLinkToken();
  const expiresAt = addSeconds(now, PENDING_SECONDS);
  await insertPendingSignIn(tx, {
    id: newId(now),
    userId,
    tokenHash: linkTokenHash(token),
    browserHash: browserHash(caller),
    way,
    methods: [...methods],
    keepsAccount,
    tries: 0,
    ip,
    userAgent,
    createdAt: now,
    expiresAt,
    endedAt: null,
  });
  return { token, expiresAt };
}

/** The sign-in that waits, for the browser or program that began it. Throws `pending_sign_in_ended`, for another one too. */
export async function getPendingSignIn(db: Db, { token, caller }: { token: string; caller: string }, now: Date): Promise<PendingSignIn> {
  const pending = await findOpenSignIn(db, { tokenHash: linkTokenHash(token), browserHash: browserHash(caller) }, now);
  if (!pending) throw new Problem("pending_sign_in_ended");
  return pending;
}

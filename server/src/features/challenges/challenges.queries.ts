import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { MAX_TRIES, RENEWABLE_SECONDS, type Challenge, type ChallengePurpose } from "./challenge.ts";

const isOpen = "ended_at is null and expires_at > :now";

export async function insertChallenge(tx: Db, challenge: Challenge): Promise<void> {
  await tx("challenges").insert(challenge);
}

/** Held until the transaction ends. Whoever ends a challenge to make another takes it first, so that two never wait for each other. */
export async function lockAsked(tx: Db, { email, purpose }: Pick<Challenge, "email" | "purpose">): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`challenge ${purpose} ${email}`]);
}

/**
 * A new challenge makes the earlier ones of the same address and purpose worthless; of two made at once, the first. A change of
 * address is asked by who is signed in, and voids only their own: another's to the same address is no business of theirs.
 */
export async function voidChallenges(
  tx: Db,
  { email, purpose, userId }: Pick<Challenge, "email" | "purpose" | "userId">,
  now: Date,
): Promise<void> {
  await lockAsked(tx, { email, purpose });
  const isOwn = purpose === "email_change_old" || purpose === "email_change_new" ? { userId } : {};
  await tx("challenges")
    .where({ email, purpose, ...isOwn })
    .whereNull("endedAt")
    .update({ endedAt: now, sealedPayload: null });
}

/** What was asked about a person is void, wherever it was asked. */
export async function voidChallengesOfUser(tx: Db, userId: string, now: Date): Promise<void> {
  await tx("challenges").where({ userId }).whereNull("endedAt").update({ endedAt: now, sealedPayload: null });
}

/** What was asked of a mailbox is void, whoever asked. */
export async function voidChallengesAt(tx: Db, emails: readonly string[], now: Date): Promise<void> {
  await tx("challenges").whereIn("email", emails).whereNull("endedAt").update({ endedAt: now, sealedPayload: null });
}

/** Counts a try before anything is compared, so that many at once cannot try more often. Undefined when it is not open for this browser. */
export async function takeTry(
  db: Db,
  { id, browserHash, purposes }: { id: string; browserHash: Buffer; purposes: readonly ChallengePurpose[] },
  now: Date,
): Promise<Challenge | undefined> {
  const rows = await db<Challenge>("challenges")
    .where({ id, browserHash })
    .whereIn("purpose", purposes)
    .where("tries", "<", MAX_TRIES)
    .whereRaw(isOpen, { now })
    .increment("tries", 1)
    .returning("*");
  return rows[0];
}

export async function findOpenChallenge(db: Db, id: string, now: Date): Promise<Challenge | undefined> {
  return db<Challenge>("challenges").where({ id }).whereRaw(isOpen, { now }).first();
}

/** A challenge of this browser that was neither used nor replaced, whether it has expired or not. */
export async function findUnusedChallenge(
  db: Db,
  { id, browserHash, purposes }: { id: string; browserHash: Buffer; purposes: readonly ChallengePurpose[] },
  expiresAfter: Date,
): Promise<Challenge | undefined> {
  return db<Challenge>("challenges")
    .where({ id, browserHash })
    .whereIn("purpose", purposes)
    .whereNull("endedAt")
    .where("expiresAt", ">", expiresAfter)
    .first();
}

export async function updateProven(db: Db, id: string, now: Date): Promise<void> {
  await db("challenges").where({ id }).update({ provenAt: now });
}

/** Uses the challenge up. False when it was used, replaced, or expired meanwhile: of two at once, one wins. */
export async function endChallenge(tx: Db, id: string, now: Date): Promise<boolean> {
  return (await tx("challenges").where({ id }).whereRaw(isOpen, { now }).update({ endedAt: now, sealedPayload: null })) === 1;
}

/** The same for one that may have expired. False when it was used or replaced meanwhile. */
export async function endUnusedChallenge(tx: Db, id: string, now: Date): Promise<boolean> {
  return (await tx("challenges").where({ id }).whereNull("endedAt").update({ endedAt: now, sealedPayload: null })) === 1;
}

/** Forgets those of which no new mail can be asked for any more. */
export async function deleteOldChallenges(db: Db, now: Date): Promise<void> {
  await db("challenges").where("expiresAt", "<", addSeconds(now, -RENEWABLE_SECONDS)).delete();
}

import { invalidField, Problem } from "../../http/problem.ts";
import { browserHash } from "../../http/browser-cookie.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open, seal } from "../../platform/secrets.ts";
import { CHALLENGE_SECONDS, MAX_TRIES, RENEWABLE_SECONDS, type Challenge, type ChallengePurpose } from "./challenge.ts";
import {
  endUnusedChallenge,
  findOpenChallenge,
  findUnusedChallenge,
  insertChallenge,
  lockAsked,
  takeTry,
  updateProven,
  voidChallenges,
} from "./challenges.queries.ts";
import { codeHash, isCode, isSecret, newCode, newSecret, secretHash } from "./code.ts";

export type ChallengeDeps = { db: Db; clock: Clock; encryptionKeys: KeyRing; publicUrl: string };

/** What the person shows: the code as typed, or the secret of the link. */
export type Proof = { code: string } | { secret: string };

/** Who asks, and for what. `payload` is sealed, and handed back with the proof. A decoy is the same in all but that no proof fits it. */
export type NewChallenge = {
  purpose: ChallengePurpose;
  email: string;
  userId: string | null;
  /** The token of the browser's cookie. */
  browser: string;
  isDecoy: boolean;
  payload?: object;
};

/** What is mailed, and what the asking browser is told. The link opens a page; nothing is consumed by a GET. */
export type Asked = { id: string; expiresAt: Date; code: string; link: string };

const payloadOf = (challengeId: string) => ({ table: "challenges", column: "sealed_payload", row: challengeId });

/** Asks a mailbox, in the caller's transaction, and voids what was asked of it before for the same purpose. */
export async function createChallenge(
  { encryptionKeys, publicUrl }: Pick<ChallengeDeps, "encryptionKeys" | "publicUrl">,
  tx: Db,
  { purpose, email, userId, browser, isDecoy, payload }: NewChallenge,
  now: Date,
): Promise<Asked> {
  const id = newId(now);
  const code = newCode();
  const secret = newSecret();
  const expiresAt = addSeconds(now, CHALLENGE_SECONDS);
  await voidChallenges(tx, { email, purpose, userId }, now);
  await insertChallenge(tx, {
    id,
    purpose,
    email,
    userId,
    browserHash: browserHash(browser),
    codeHash: codeHash(encryptionKeys, id, code),
    secretHash: secretHash(secret),
    sealedPayload: payload ? seal(encryptionKeys, Buffer.from(JSON.stringify(payload)), payloadOf(id)) : null,
    isDecoy,
    tries: 0,
    createdAt: now,
    expiresAt,
    provenAt: null,
    endedAt: null,
  });
  return { id, expiresAt, code, link: `${publicUrl}/confirm#${id}.${secret}.${code}` };
}

/**
 * The challenge that the proof fits, in the browser that asked. It stays open: the caller ends it with `endChallenge` in the
 * transaction of what it allows. Throws `challenge_ended`, or 422 with the tries left; `challenge_elsewhere` for the right
 * link in another browser.
 */
export async function proveChallenge(
  { db, clock, encryptionKeys }: ChallengeDeps,
  { id, browser, purposes, proof }: { id: string; browser: string | undefined; purposes: readonly ChallengePurpose[]; proof: Proof },
): Promise<Challenge> {
  const now = clock();
  const challenge = browser && (await takeTry(db, { id, browserHash: browserHash(browser), purposes }, now));
  if (!challenge) throw await explainMissing(db, { id, browser, purposes, proof }, now);
  const fits = "code" in proof ? isCode(encryptionKeys, id, proof.code, challenge.codeHash) : isSecret(proof.secret, challenge.secretHash);
  if (fits && !challenge.isDecoy) {
    await updateProven(db, id, now);
    return { ...challenge, provenAt: now };
  }
  const left = MAX_TRIES - challenge.tries;
  if (left === 0 || "secret" in proof) throw new Problem("challenge_ended");
  throw invalidField("/code", [
    { code: "wrong_code", message: `Is not the code. ${left === 1 ? "One try is" : `${left} tries are`} left.` },
  ]);
}

/** Only who holds the right link learns that it belongs to another browser. */
async function explainMissing(
  db: Db,
  { id, browser, purposes, proof }: { id: string; browser: string | undefined; purposes: readonly ChallengePurpose[]; proof: Proof },
  now: Date,
): Promise<Problem> {
  const challenge = "secret" in proof ? await findOpenChallenge(db, id, now) : undefined;
  const isElsewhere =
    challenge !== undefined &&
    "secret" in proof &&
    isSecret(proof.secret, challenge.secretHash) &&
    purposes.includes(challenge.purpose) &&
    challenge.tries < MAX_TRIES &&
    !isAskedBy(challenge, browser);
  return new Problem(isElsewhere ? "challenge_elsewhere" : "challenge_ended");
}

function isAskedBy(challenge: Challenge, browser: string | undefined): boolean {
  return browser !== undefined && challenge.browserHash.equals(browserHash(browser));
}

/** An open challenge that has been proven in this browser, for what needs more than one step. Throws `challenge_ended`. */
export async function getProvenChallenge(
  { db, clock }: Pick<ChallengeDeps, "db" | "clock">,
  { id, browser, purpose }: { id: string; browser: string | undefined; purpose: ChallengePurpose },
): Promise<Challenge> {
  const challenge = await findOpenChallenge(db, id, clock());
  if (!challenge?.provenAt || !isAskedBy(challenge, browser) || challenge.purpose !== purpose) throw new Problem("challenge_ended");
  return challenge;
}

/** A challenge of this browser of which a new mail may be sent: used or replaced it may not be, expired it may. Throws `challenge_ended`. */
export async function getRenewableChallenge(
  { db, clock }: Pick<ChallengeDeps, "db" | "clock">,
  { id, browser, purposes }: { id: string; browser: string; purposes: readonly ChallengePurpose[] },
): Promise<Challenge> {
  const oldest = addSeconds(clock(), -RENEWABLE_SECONDS);
  const challenge = await findUnusedChallenge(db, { id, browserHash: browserHash(browser), purposes }, oldest);
  if (!challenge) throw new Problem("challenge_ended");
  return challenge;
}

/** Ends what `getRenewableChallenge` found, in the transaction that makes another: of many at once one does. Throws `challenge_ended`. */
export async function endRenewed(tx: Db, challenge: Challenge, now: Date): Promise<void> {
  await lockAsked(tx, challenge);
  if (!(await endUnusedChallenge(tx, challenge.id, now))) throw new Problem("challenge_ended");
}

/** What a link is for, and whether it was asked for in this browser. Consumes nothing. Throws `challenge_ended`. */
export async function lookAtChallenge(
  { db, clock }: Pick<ChallengeDeps, "db" | "clock">,
  { id, secret, browser }: { id: string; secret: string; browser: string | undefined },
): Promise<{ purpose: ChallengePurpose; isHere: boolean; expiresAt: Date }> {
  const challenge = await findOpenChallenge(db, id, clock());
  if (!challenge || challenge.tries >= MAX_TRIES || !isSecret(secret, challenge.secretHash)) throw new Problem("challenge_ended");
  return { purpose: challenge.purpose, isHere: isAskedBy(challenge, browser), expiresAt: challenge.expiresAt };
}

/** What was to be done, as the challenge was made with it. */
export function challengePayload(ring: KeyRing, { id, sealedPayload }: Challenge): unknown {
  if (sealedPayload === null) throw new Error(`challenge ${id} has no payload`);
  return JSON.parse(open(ring, sealedPayload, payloadOf(id)).toString("utf8"));
}

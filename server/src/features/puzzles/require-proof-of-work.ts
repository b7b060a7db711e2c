import { verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import type { Limiter } from "../../http/limits.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { allPuzzleKeys } from "./puzzle-keys.ts";
import { parseSolvedPuzzle, type SolvedPuzzle } from "./puzzle.ts";

export type ProofOfWorkDeps = {
  clock: Clock;
  limiter: Limiter;
  metrics: Metrics;
  encryptionKeys: KeyRing;
  config: { registration: { proofOfWork: "auto" | "always" | "off" } };
};

/** Why a solution does not count. */
type Fault = keyof typeof MESSAGES;

/**
 * Counts a request to register or to recover, and lets it pass when no proof of work is asked for, or with a good one, which is
 * used up by that. Call it before anything is looked up or hashed. Throws `proof_of_work_required`, or 422 with what is wrong with
 * the solution; it is not read where none is asked for.
 */
export async function requireProofOfWork(
  deps: ProofOfWorkDeps,
  { proofOfWork, ip }: { proofOfWork: string | undefined; ip: string },
): Promise<void> {
  if (!(await isAskedFor(deps, ip))) return;
  const { proofsOfWork } = deps.metrics;
  if (proofOfWork === undefined) {
    proofsOfWork.inc({ result: "missing" });
    throw new Problem("proof_of_work_required");
  }
  const fault = await findFault(deps, parseSolvedPuzzle(proofOfWork));
  proofsOfWork.inc({ result: fault ?? "accepted" });
  if (fault) throw invalidField("/proofOfWork", [{ code: fault, message: MESSAGES[fault] }]);
}

async function isAskedFor({ config, limiter }: ProofOfWorkDeps, ip: string): Promise<boolean> {
  const { proofOfWork } = config.registration;
  if (proofOfWork !== "auto") return proofOfWork === "always";
  const within = await Promise.all([limiter.isWithin("accountRequests", ip), limiter.isWithin("allAccountRequests", "all")]);
  return within.includes(false);
}

/** What is wrong with the solution. One without a fault is used up: of two requests with the same one, also at once, one gets through. */
async function findFault(
  { clock, limiter, encryptionKeys }: ProofOfWorkDeps,
  solved: SolvedPuzzle | undefined,
): Promise<Fault | undefined> {
  if (!solved) return "malformed";
  const { nonce, expiresAt } = solved.challenge.parameters;
  const results = await Promise.all(allPuzzleKeys(encryptionKeys).map((keys) => verifySolution({ ...solved, deriveKey, ...keys })));
  if (expiresAt * 1000 <= clock().getTime() || results.some(({ expired }) => expired)) return "expired";
  const own = results.find(({ invalidSignature }) => invalidSignature === false);
  if (!own) return "foreign";
  if (!own.verified) return "wrong";
  return (await limiter.isWithin("usedPuzzles", nonce)) ? undefined : "used";
}

const MESSAGES = {
  malformed: "Is not a solved puzzle. Ask for a puzzle, solve it, and send it with its solution.",
  expired: "Is the solution of a puzzle that has expired. Ask for a new puzzle.",
  foreign: "Is the solution of a puzzle that is not from here. Ask for a puzzle, and solve that.",
  wrong: "Does not solve the puzzle. Ask for a new puzzle.",
  used: "Has been used: a solution is good for one request. Ask for a new puzzle.",
};

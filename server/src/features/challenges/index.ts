export { CHALLENGE_SECONDS, MAX_TRIES, type Challenge } from "./challenge.ts";
export { codeHash, isCode, newCode } from "./code.ts";
export { askedOutput, codeInput, proofInput, proofOf } from "./challenges.endpoints.ts";
export {
  challengePayload,
  createChallenge,
  endRenewed,
  getProvenChallenge,
  getRenewableChallenge,
  proveChallenge,
  type Asked,
  type ChallengeDeps,
  type Proof,
} from "./challenges.ts";
export { deleteOldChallenges, endChallenge, voidChallengesAt, voidChallengesOfUser } from "./challenges.queries.ts";
export { challengeRoutes } from "./challenges.routes.ts";

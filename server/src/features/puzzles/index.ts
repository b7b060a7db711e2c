export { proofOfWorkInput } from "./puzzle.ts";
export { puzzleRoutes } from "./puzzles.routes.ts";
export { requireProofOfWork, type ProofOfWorkDeps } from "./require-proof-of-work.ts";

import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { puzzleSchema } from "./puzzle.ts";

export const requestPuzzle = endpoint({
  method: "POST",
  path: "/api/v1/auth/puzzle",
  operationId: "requestPuzzle",
  summary: "Get a puzzle to solve",
  description:
    "For a request that was answered `proof_of_work_required`. Look for the counter whose key (PBKDF2 of nonce and counter) begins with `keyPrefix`, e.g. with `solveChallenge` of `altcha-lib`. Good for five minutes and one request.",
  tag: "Sign-in",
  permission: "public",
  limit: "puzzles",
  audit: [],
  request: {},
  response: { status: 200, description: "A puzzle.", body: z.object({ puzzle: puzzleSchema }).meta({ id: "PuzzleToSolve" }) },
  problems: [],
});

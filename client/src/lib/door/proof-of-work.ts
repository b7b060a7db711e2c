import { isProblem, type Problem } from "../problem.ts";
import { request } from "../request.ts";

const mostRounds = 2;

/**
 * Sends a request and, when the server wants work first (428), solves its puzzle and sends the same again. The solver is
 * only loaded then; WebCrypto computes off the page's own thread. `onWork` hears when the work begins and ends.
 * @throws what `send` throws; the second refusal of a solution too.
 */
export async function withProofOfWork<Answer>(
  send: (proof: { proofOfWork?: string }) => Promise<Answer>,
  onWork: (isWorking: boolean) => void,
): Promise<Answer> {
  let proof: { proofOfWork?: string } = {};
  for (let round = 1; ; round += 1) {
    try {
      return await send(proof);
    } catch (error) {
      if (round > mostRounds || !wantsWork(error)) throw error;
    }
    onWork(true);
    try {
      const [{ solvePuzzle }, { data }] = await Promise.all([import("./solve-puzzle.ts"), request("POST /auth/puzzle", {})]);
      proof = { proofOfWork: await solvePuzzle(data.puzzle) };
    } finally {
      onWork(false);
    }
  }
}

function wantsWork(error: unknown): error is Problem {
  return isProblem(error) && (error.code === "proof_of_work_required" || error.errors.some(({ path }) => path === "/proofOfWork"));
}

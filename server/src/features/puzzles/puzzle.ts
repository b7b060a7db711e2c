import { z } from "zod";

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const count = z.int().min(1);

/** A puzzle as it leaves and as it comes back. Every member is signed. */
export const puzzleSchema = z
  .strictObject({
    parameters: z.strictObject({
      algorithm: z.string().max(20),
      cost: count.describe("Iterations of one try."),
      expiresAt: count.describe("Seconds since 1970."),
      keyLength: count,
      keyPrefix: hex(16).describe("How the key of the counter that is looked for begins."),
      keySignature: hex(32),
      nonce: hex(16),
      salt: hex(16),
    }),
    signature: hex(32),
  })
  .meta({ id: "Puzzle", description: "A challenge of ALTCHA, version 2." });

export type Puzzle = z.output<typeof puzzleSchema>;

const solvedPuzzle = z.object({
  challenge: puzzleSchema,
  solution: z.object({ counter: z.int().min(0).max(0xffff_ffff), derivedKey: hex(32) }),
});

export type SolvedPuzzle = z.output<typeof solvedPuzzle>;

/** A solution in a request's body. */
export const proofOfWorkInput = z
  .string()
  .max(4_096)
  .describe(
    "After `proof_of_work_required`: base64 of the JSON `{challenge, solution}`, the puzzle and its ALTCHA solution. Good for one request.",
  );

/** Reads a solution. Undefined for a text that is none. */
export function parseSolvedPuzzle(text: string): SolvedPuzzle | undefined {
  try {
    return solvedPuzzle.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}

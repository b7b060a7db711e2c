/** @jest-environment node */
import { describe, expect, test } from "@jest/globals";
import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import type { Puzzle } from "../../api/types.ts";
import { answer, refusal } from "../session/fake-browser.ts";
import { withProofOfWork } from "./proof-of-work.ts";

const hmacSignatureSecret = "a secret of the server";

async function puzzleFrom(counter: number): Promise<Puzzle> {
  const expiresAt = new Date(Date.now() + 60_000);
  return (await createChallenge({ algorithm: "PBKDF2/SHA-256", cost: 100, counter, deriveKey, expiresAt, hmacSignatureSecret })) as Puzzle;
}

function servePuzzles() {
  let served = 0;
  globalThis.fetch = async () => answer(200, { puzzle: await puzzleFrom(20 + served++) });
  return () => served;
}

const asked = async (response: Response) => {
  const { readProblem } = await import("../problem.ts");
  return readProblem(response);
};
const wanted = () => asked(refusal(428, "proof_of_work_required"));

describe("work that the server asks for", () => {
  test("is done and sent with the same request", async () => {
    servePuzzles();
    const words: boolean[] = [];
    const proofs: (string | undefined)[] = [];
    const result = await withProofOfWork(
      async ({ proofOfWork }) => {
        proofs.push(proofOfWork);
        if (proofOfWork === undefined) throw await wanted();
        return "done";
      },
      (isWorking) => words.push(isWorking),
    );
    expect(result).toBe("done");
    expect(words).toEqual([true, false]);
    const { challenge, solution } = JSON.parse(atob(proofs[1] ?? ""));
    expect(await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret })).toMatchObject({ verified: true });
  });

  test("is done anew when a solution is refused, and not for ever", async () => {
    const served = servePuzzles();
    const refused = () =>
      asked(answer(422, { code: "validation_failed", errors: [{ in: "body", path: "/proofOfWork", code: "expired", message: "x" }] }));
    const sending = withProofOfWork(
      async ({ proofOfWork }) => {
        throw await (proofOfWork === undefined ? wanted() : refused());
      },
      () => {},
    );
    await expect(sending).rejects.toMatchObject({ code: "validation_failed" });
    expect(served()).toBe(2);
  });

  test("is not done for another refusal", async () => {
    const served = servePuzzles();
    const sending = withProofOfWork(
      async () => {
        throw await asked(refusal(503, "busy"));
      },
      () => {},
    );
    await expect(sending).rejects.toMatchObject({ code: "busy" });
    expect(served()).toBe(0);
  });
});

import type { Problem } from "../../lib/problem.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";

const words: Record<string, string> = {
  password: "This is not your password.",
  code: "This is not the code that the app shows now.",
  recoveryCode: "This is not a recovery code of yours that is left.",
};

/** Why a proof was refused, at its field. */
export function explainProof(problem: Problem): FieldErrors {
  const fields = problem.errors.map(({ path }) => path.slice(1)).filter((field) => field in words);
  return Object.fromEntries(fields.map((field) => [field, [words[field] ?? ""]]));
}

import { requireAllProblems, type RunSelection } from "./problem-coverage.ts";

/** Checks what only all tests together can show, and stops what the set-up started. */
export default async function globalTeardown(run: RunSelection): Promise<void> {
  try {
    requireAllProblems(run);
  } finally {
    await globalThis.stopTestServices();
  }
}

import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { type ReadProfile, readProfile } from "./profile-query.ts";

/** `conflict` when somebody else saved meanwhile: `now` is what they saved, and nothing of ours was. */
export type SaveResult = { kind: "saved"; now: ReadProfile } | { kind: "conflict"; now: ReadProfile };

/** Saves the name over the version that was read. @throws Problem, Unreachable or SignedOut, having changed nothing. */
export async function saveName(name: string, etag: string | null): Promise<SaveResult> {
  try {
    const saved = await api("PATCH /me", { body: { name }, headers: etag === null ? {} : { "If-Match": etag } });
    return { kind: "saved", now: { user: saved.data, etag: saved.etag } };
  } catch (error) {
    if (!isProblem(error, "precondition_failed")) throw error;
    return { kind: "conflict", now: await readProfile() };
  }
}

import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { readOrganization, type ReadOrganization } from "./organization-queries.ts";

/** `conflict` when somebody else saved meanwhile: `now` is what they saved, and nothing of ours was. */
export type SaveResult = { kind: "saved"; now: ReadOrganization } | { kind: "conflict"; now: ReadOrganization };

interface Save {
  organizationId: string;
  body: { name?: string; slug?: string };
  etag: string | null;
}

/** Saves over the version that was read. @throws Problem, Unreachable or SignedOut, having changed nothing. */
export async function saveOrganization({ organizationId, body, etag }: Save): Promise<SaveResult> {
  try {
    const headers: Record<string, string> = etag === null ? {} : { "If-Match": etag };
    const saved = await api("PATCH /organizations/{organizationId}", { params: { organizationId }, body, headers });
    return { kind: "saved", now: { organization: saved.data, etag: saved.etag } };
  } catch (error) {
    if (!isProblem(error, "precondition_failed")) throw error;
    return { kind: "conflict", now: await readOrganization(organizationId) };
  }
}

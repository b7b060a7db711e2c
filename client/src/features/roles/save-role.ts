import type { OrganizationRole } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { diffOf, draftOf, type RoleDraft } from "./role-draft.ts";
import { readRoles } from "./role-queries.ts";

/** `conflict` when somebody else saved meanwhile, and `gone` when they deleted it: nothing of ours was saved. */
export type SaveResult = { kind: "saved"; role: OrganizationRole } | { kind: "conflict"; role: OrganizationRole } | { kind: "gone" };

interface Save {
  organizationId: string;
  /** What is changed; a new one when it is null. */
  role: OrganizationRole | null;
  draft: RoleDraft;
}

/** Makes a role, or changes what differs over the version that was read. @throws Problem, Unreachable or SignedOut, having changed nothing. */
export async function saveRole({ organizationId, role, draft }: Save): Promise<SaveResult> {
  const whole = { name: draft.name.trim(), description: draft.description.trim() || null, permissions: [...draft.permissions] };
  if (role === null) {
    const made = await api("POST /organizations/{organizationId}/roles", { params: { organizationId }, body: whole });
    return { kind: "saved", role: made.data };
  }
  const diff = diffOf(draftOf(role), draft);
  const body = {
    ...(diff.name && { name: whole.name }),
    ...(diff.description && { description: whole.description }),
    ...((diff.added.length > 0 || diff.taken.length > 0) && { permissions: whole.permissions }),
  };
  const params = { organizationId, roleId: role.id };
  const headers = { "If-Match": `"${role.version}"` };
  try {
    const saved = await api("PATCH /organizations/{organizationId}/roles/{roleId}", { params, body, headers });
    return { kind: "saved", role: saved.data };
  } catch (error) {
    if (!isProblem(error, "precondition_failed", "not_found")) throw error;
    const theirs = (await readRoles(organizationId)).find(({ id }) => id === role.id);
    return theirs ? { kind: "conflict", role: theirs } : { kind: "gone" };
  }
}

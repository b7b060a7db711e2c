import type { OrganizationRole, Permission } from "../../api/types.ts";

/** What can be edited of a role. */
export interface RoleDraft {
  name: string;
  description: string;
  permissions: readonly Permission["name"][];
}

/** How a draft differs from what was saved. */
export interface RoleDiff {
  name: boolean;
  description: boolean;
  added: Permission["name"][];
  taken: Permission["name"][];
}

/** A role as it stands; of none, an empty one. */
export function draftOf(role: Pick<OrganizationRole, "name" | "description" | "permissions"> | null): RoleDraft {
  return { name: role?.name ?? "", description: role?.description ?? "", permissions: role?.permissions ?? [] };
}

/** What saving the draft would change. */
export function diffOf(base: RoleDraft, draft: RoleDraft): RoleDiff {
  const lacks = (of: RoleDraft) => (name: Permission["name"]) => !of.permissions.includes(name);
  return {
    name: draft.name.trim() !== base.name,
    description: draft.description.trim() !== base.description,
    added: draft.permissions.filter(lacks(base)),
    taken: base.permissions.filter(lacks(draft)),
  };
}

export function isChanged({ name, description, added, taken }: RoleDiff): boolean {
  return name || description || added.length > 0 || taken.length > 0;
}

/** The edit of `base` done again on what somebody else has saved meanwhile. Each permission is a thing of its own, so that only the texts can collide: there the edit counts. */
export function rebaseDraft(base: RoleDraft, draft: RoleDraft, theirs: RoleDraft): RoleDraft {
  const diff = diffOf(base, draft);
  const kept = theirs.permissions.filter((name) => !diff.taken.includes(name));
  return {
    name: diff.name ? draft.name : theirs.name,
    description: diff.description ? draft.description : theirs.description,
    permissions: [...kept, ...diff.added.filter((name) => !kept.includes(name))],
  };
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Member } from "../../api/types.ts";
import { useOrganization } from "../../lib/organization.ts";
import { Problem, Unreachable } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { changeRole } from "./change-role.ts";
import { membersKey, showMember } from "./member-queries.ts";

/** What there is to say under a role: that it was changed, and can be changed back, or why it was not. */
export type RoleNote =
  | { kind: "changed"; before: Member["role"] }
  | { kind: "conflict"; now: string }
  | { kind: "refused"; why: string; requestId: string | null };

/** The role of a member being changed: the new one is shown at once, and put back when the server refuses it. */
export function useRoleChange(member: Member) {
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const [note, setNote] = useState<RoleNote | null>(null);
  const changing = useMutation({
    mutationFn: (roleId: string) => changeRole({ organizationId, shown: member, roleId }),
    onMutate: () => setNote(null),
    onSuccess: ({ kind, now }) => {
      setNote(kind === "changed" ? { kind, before: member.role } : { kind, now: now.role.name });
      showMember(queries, organizationId, now);
      void queries.invalidateQueries({ queryKey: [...membersKey(organizationId), "roles"] });
    },
    onError: (error) => {
      if (!(error instanceof SignedOut)) setNote(refusal(error));
    },
  });
  return {
    /** What is chosen, also while the server has not agreed yet. */
    roleId: changing.isPending ? changing.variables : member.role.id,
    busy: changing.isPending,
    note,
    change: (roleId: string) => {
      if (!changing.isPending && roleId !== member.role.id) changing.mutate(roleId);
    },
  };
}

function refusal(error: unknown): RoleNote {
  if (error instanceof Problem) return { kind: "refused", why: error.message, requestId: error.requestId };
  const why = error instanceof Unreachable ? "No answer came. It may have been done or not: look again." : "The server could not be told.";
  return { kind: "refused", why, requestId: null };
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OrganizationRole, Permission } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { diffOf, draftOf, isChanged, rebaseDraft, type RoleDraft } from "./role-draft.ts";
import { saveRole } from "./save-role.ts";

/** What somebody else did to the role while it was edited here. */
export type Meanwhile = { kind: "changed"; before: RoleDraft; now: RoleDraft } | { kind: "deleted" };

interface Start {
  organizationId: string;
  /** What is edited; null for a new one. */
  role: OrganizationRole | null;
  /** What a new one begins with. */
  copy: RoleDraft;
  /** Whether the one who edits may give it. */
  holds: (name: Permission["name"]) => boolean;
  onSaved: (role: OrganizationRole) => void;
}

/** A role being edited. What was chosen stays until it is saved or thrown away, whatever the server says, and whatever others do meanwhile. */
export function useRoleDraft({ organizationId, role, copy, holds, onSaved }: Start) {
  const [known, setKnown] = useState(role);
  /** What the edit is measured against: the role as it was read, or what a new one was copied from. */
  const [base, setBase] = useState(role ? draftOf(role) : copy);
  const [draft, setDraft] = useState(role ? base : { ...base, permissions: base.permissions.filter(holds) });
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const [isNameMissing, setNameMissing] = useState(false);
  const queries = useQueryClient();
  const diff = diffOf(base, draft);

  const saving = useMutation({
    mutationFn: () => saveRole({ organizationId, role: known, draft }),
    onSuccess: async (result) => {
      void queries.invalidateQueries({ queryKey: ["organization", organizationId] });
      if (result.kind === "gone") {
        setKnown(null);
        setMeanwhile({ kind: "deleted" });
        return;
      }
      const now = draftOf(result.role);
      setKnown(result.role);
      setBase(now);
      if (result.kind === "conflict") {
        setDraft(rebaseDraft(base, draft, now));
        setMeanwhile({ kind: "changed", before: base, now });
        return;
      }
      setDraft(now);
      setMeanwhile(null);
      onSaved(result.role);
      // It may be one's own.
      await renewToken();
    },
  });

  const change = (changes: Partial<RoleDraft>) => {
    setDraft({ ...draft, ...changes });
    setNameMissing(false);
    if (saving.error) saving.reset();
  };
  return {
    role: known,
    draft,
    diff,
    dirty: isChanged(diff),
    meanwhile,
    busy: saving.isPending,
    error: isProblem(saving.error, "role_name_taken") ? null : saving.error,
    nameError: isNameMissing
      ? "Enter a name."
      : isProblem(saving.error, "role_name_taken")
        ? "The organization has a role of this name. Choose another."
        : undefined,
    before: base.permissions,
    change,
    /** Begins anew with a copy, as far as it can be given; the texts stay. */
    startFrom: (permissions: RoleDraft["permissions"]) => {
      setBase({ ...base, permissions });
      change({ permissions: permissions.filter(holds) });
    },
    toggle: (name: Permission["name"]) => {
      const has = draft.permissions.includes(name);
      change({ permissions: has ? draft.permissions.filter((one) => one !== name) : [...draft.permissions, name] });
    },
    discard: () => {
      change(base);
      setMeanwhile(null);
    },
    save: () => {
      if (saving.isPending) return;
      if (draft.name.trim() === "") return setNameMissing(true);
      saving.mutate();
    },
  };
}

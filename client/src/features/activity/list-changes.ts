import type { AuditEvent } from "../../api/types.ts";
import type { Change } from "../../ui/change-list.tsx";

/** What an event changed, field by field; a field that stayed the same is left out. */
export function listChanges({ before, after }: Pick<AuditEvent, "before" | "after">): Change[] {
  return Object.keys({ ...before, ...after })
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

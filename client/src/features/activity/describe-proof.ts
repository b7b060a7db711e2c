import type { AuditEvent } from "../../api/types.ts";
import { describeMethods } from "../../lib/describe-methods.ts";

const list = new Intl.ListFormat("en");

/** How the one who signed in proved who they are: "Proved with a password"; null for another event. A method this console does not know yet keeps its own name. */
export function describeProof({ action, after }: Pick<AuditEvent, "action" | "after">): string | null {
  const methods = action === "session.started" ? after?.["methods"] : null;
  if (!Array.isArray(methods) || methods.length === 0) return null;
  return `Proved with ${list.format(describeMethods(methods.map(String)))}`;
}

import type { AuditEvent } from "../../api/types.ts";

/** What a person calls a method of proving who they are (RFC 8176). */
const methodNames = new Map([["pwd", "a password"]]);

const list = new Intl.ListFormat("en");

/** How the one who signed in proved who they are: "Proved with a password"; null for another event. A method this console does not know yet keeps its own name. */
export function describeProof({ action, after }: Pick<AuditEvent, "action" | "after">): string | null {
  const methods = action === "session.started" ? after?.["methods"] : null;
  if (!Array.isArray(methods) || methods.length === 0) return null;
  return `Proved with ${list.format(methods.map((method) => methodNames.get(method) ?? String(method)))}`;
}

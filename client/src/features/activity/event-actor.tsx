import type { AuditEvent } from "../../api/types.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { Identity, type PrincipalKind } from "../../ui/avatar.tsx";

const kinds: Record<AuditEvent["actor"]["type"], PrincipalKind> = { user: "person", system: "system", anonymous: "unknown" };
const unnamed: Record<AuditEvent["actor"]["type"], string> = { user: "A person", system: "Gatehouse", anonymous: "Unknown" };

/** Who did it; the reader is called "You". */
export function EventActor({ actor }: { actor: AuditEvent["actor"] }) {
  const { user } = useSignedIn();
  const name = actor.name ?? unnamed[actor.type];
  return <Identity kind={kinds[actor.type]} name={name} says={actor.id === user.id ? "You" : name} />;
}

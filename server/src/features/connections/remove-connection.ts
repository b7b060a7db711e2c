import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { requireWayIn } from "../credentials/index.ts";
import { voidPendingSignIns } from "../pending-sign-ins/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { deleteConnection } from "./connections.queries.ts";
import { tellOfRemovedConnection, type TellDeps } from "./tell-of-connection.ts";

export type RemoveDeps = TellDeps & { db: Db; clock: Clock; config: { providers: ReadonlyArray<{ id: string; name: string }> } };

/**
 * Disconnects a provider from the account of a person, who is told at the address of the account. A sign-in with it that waits for
 * the second factor is void. Throws `not_found` for what is not theirs, `last_credential` when they could not sign in any more, and
 * `session_ended`.
 */
export async function removeConnection(
  deps: RemoveDeps,
  { id, principal, origin }: { id: string; principal: Principal; origin: Origin },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { user } = await holdPrincipal(tx, principal, now);
    const userId = user.id;
    const removed = await deleteConnection(tx, { id, userId });
    if (!removed) throw new Problem("not_found");
    await requireWayIn(tx, userId, deps.config.providers);
    await voidPendingSignIns(tx, userId, now);
    const { provider, email } = removed;
    const actor = { type: "user", id: userId, name: user.name } as const;
    const target = { type: "connection", id } as const;
    const before = { provider, email };
    await recordEvent(tx, { action: "connection.removed", outcome: "success", actor, target, subjectUserId: userId, origin, before }, now);
    const name = deps.config.providers.find((one) => one.id === provider)?.name ?? provider;
    await tellOfRemovedConnection(deps, tx, { user, provider: name, origin }, now);
  });
}

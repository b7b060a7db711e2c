import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { addConnection, findConnection, lockIdentity, tellOfAddedConnection, type TellDeps } from "../connections/index.ts";
import { isEnded } from "../sessions/index.ts";
import { lockUser } from "../users/index.ts";
import type { Provider, ProvenIdentity } from "./provider.ts";
import { keptOf } from "./settle-account.ts";

export type ConnectDeps = TellDeps & { db: Db; clock: Clock };

/**
 * Connects an identity to the account of who began this while signed in, whatever its address is: both have been proven. What is
 * connected already stays so. Throws `connection_taken`, and `provider_flow_invalid` when the session has ended meanwhile.
 */
export async function connectIdentity(
  deps: ConnectDeps,
  {
    provider,
    identity,
    own,
    origin,
  }: { provider: Provider; identity: ProvenIdentity; own: { userId: string; sessionId: string }; origin: Origin },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    // The identity before the person, as whoever signs in with it at the same moment takes them.
    await lockIdentity(tx, identity);
    const user = await lockUser(tx, own.userId);
    if (user.disabledAt || (await isEnded(tx, own.sessionId, now))) throw new Problem("provider_flow_invalid");
    if ((await findConnection(tx, identity))?.userId === user.id) return;
    await addConnection(tx, { user, connection: { provider: provider.id, ...keptOf(identity) }, origin }, now);
    await tellOfAddedConnection(deps, tx, { user, provider: provider.name, origin }, now);
  });
}

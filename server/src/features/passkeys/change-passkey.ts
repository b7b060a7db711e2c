import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { recordEvent } from "../audit/index.ts";
import { requireSecondFactorOfRole, requireWayIn, type KnownProviders } from "../credentials/index.ts";
import { tellOfRemovedFactor } from "../second-factors/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import type { Passkey } from "./passkey.ts";
import { deletePasskey, findPasskey, updatePasskeyName } from "./passkeys.queries.ts";

export type ChangePasskeyDeps = { db: Db; clock: Clock; outbox: Outbox; publicUrl: string; config: { providers: KnownProviders } };
type Which = { principal: Principal; passkeyId: string; origin: Origin };

/** Renames a passkey of the person; what it is called already is no change. Throws `not_found` for what is not theirs, and `session_ended`. */
export async function renamePasskey(
  { db, clock }: Pick<ChangePasskeyDeps, "db" | "clock">,
  { principal, passkeyId, name, origin }: Which & { name: string },
): Promise<Passkey> {
  return db.transaction(async (tx) => {
    const now = clock();
    const { user } = await holdPrincipal(tx, principal, now);
    const userId = user.id;
    const passkey = await findPasskey(tx, userId, passkeyId);
    if (!passkey) throw new Problem("not_found");
    if (passkey.name === name) return passkey;
    await updatePasskeyName(tx, passkeyId, name);
    const actor = { type: "user", id: userId, name: user.name } as const;
    const target = { type: "passkey", id: passkeyId } as const;
    const change = { before: { name: passkey.name }, after: { name } };
    await recordEvent(tx, { action: "passkey.renamed", outcome: "success", actor, target, subjectUserId: userId, origin, ...change }, now);
    return { ...passkey, name };
  });
}

/**
 * Removes a passkey of the person, and tells them. Throws `not_found` for what is not theirs, `last_credential` when they could
 * not sign in any more, or it is an administrator's only second factor, and `session_ended`.
 */
export async function removePasskey(deps: ChangePasskeyDeps, { principal, passkeyId, origin }: Which): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { user } = await holdPrincipal(tx, principal, now);
    const userId = user.id;
    const passkey = await findPasskey(tx, userId, passkeyId);
    if (!passkey) throw new Problem("not_found");
    await deletePasskey(tx, passkeyId);
    await requireWayIn(tx, userId, deps.config.providers);
    await requireSecondFactorOfRole(tx, user);
    const actor = { type: "user", id: userId, name: user.name } as const;
    const target = { type: "passkey", id: passkeyId } as const;
    const before = { name: passkey.name };
    await recordEvent(tx, { action: "passkey.removed", outcome: "success", actor, target, subjectUserId: userId, origin, before }, now);
    await tellOfRemovedFactor(deps, tx, { user, factor: "passkey", origin }, now);
  });
}

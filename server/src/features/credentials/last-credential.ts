import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import type { User } from "../users/index.ts";
import {
  deleteRecoveryCodes,
  hasProvider,
  secondFactorsOf,
  waysIn,
  type KnownProviders,
  type SecondFactors,
} from "./credentials.queries.ts";

export function hasSecondFactor({ totp, passkeys }: SecondFactors): boolean {
  return totp || passkeys > 0;
}

/**
 * Call it after something that lets a person in was removed, in its transaction and under a lock of the person (`lockUser`), so that
 * of two removals at once one is refused. Throws `last_credential` when there is no way in any more, which undoes the removal. A provider that is switched
 * off by now is none.
 */
export async function requireWayIn(tx: Db, userId: string, providers: KnownProviders): Promise<void> {
  const { password, passkeys } = await waysIn(tx, userId);
  if (!password && passkeys === 0 && !(await hasProvider(tx, userId, providers))) throw new Problem("last_credential");
}

const OF_ADMINISTRATORS = "Administrators must have a second factor. Add another one first, then remove this one.";

/**
 * Likewise after a second factor was removed. Throws `last_credential` when it was an administrator's only one. Recovery codes go
 * with the last of them: alone they stand for nothing.
 */
export async function requireSecondFactorOfRole(tx: Db, user: Pick<User, "id" | "instanceRole">): Promise<void> {
  if (hasSecondFactor(await secondFactorsOf(tx, user.id))) return;
  if (user.instanceRole !== null) throw new Problem("last_credential", { detail: OF_ADMINISTRATORS });
  await deleteRecoveryCodes(tx, user.id);
}

import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { recordEvent } from "../audit/index.ts";
import { deleteRecoveryCodes, hasSecondFactor, secondFactorsOf } from "../credentials/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { newRecoveryCode, recoveryCodeHash, RECOVERY_CODES } from "./recovery-code.ts";
import { countRecoveryCodes, insertRecoveryCodes } from "./second-factors.queries.ts";
import type { TellDeps } from "./tell-of-factors.ts";

export type RecoveryCodeDeps = TellDeps & { db: Db; clock: Clock; encryptionKeys: KeyRing };

/** Ten codes in place of those before. They are told here and never again. */
async function replaceCodes(
  { encryptionKeys }: Pick<RecoveryCodeDeps, "encryptionKeys">,
  tx: Db,
  { user, origin }: { user: User; origin: Origin },
  now: Date,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await deleteRecoveryCodes(tx, user.id);
  const hashes = codes.map((code) => recoveryCodeHash(encryptionKeys, user.id, code));
  await insertRecoveryCodes(tx, user.id, hashes, now);
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "user", id: user.id } as const;
  const after = { count: codes.length };
  await recordEvent(
    tx,
    { action: "recovery_codes.created", outcome: "success", actor, target, subjectUserId: user.id, origin, after },
    now,
  );
  return codes;
}

/** With the first second factor come recovery codes; null when there are some. In the transaction that adds the factor, whose mail tells of it. */
export async function firstRecoveryCodes(
  deps: Pick<RecoveryCodeDeps, "encryptionKeys">,
  tx: Db,
  who: { user: User; origin: Origin },
  now: Date,
): Promise<string[] | null> {
  return (await countRecoveryCodes(tx, who.user.id)) ? null : replaceCodes(deps, tx, who, now);
}

/**
 * Makes new recovery codes, which voids the old, and tells the person. Throws `no_second_factor`: there is nothing to stand in for, and
 * `session_ended`.
 */
export async function makeRecoveryCodes(
  deps: RecoveryCodeDeps,
  { principal, origin }: { principal: Principal; origin: Origin },
): Promise<string[]> {
  const { userId } = principal;
  const { db, clock, outbox, publicUrl } = deps;
  return db.transaction(async (tx) => {
    const now = clock();
    const { user } = await holdPrincipal(tx, principal, now);
    if (!hasSecondFactor(await secondFactorsOf(tx, userId))) throw new Problem("no_second_factor");
    const codes = await replaceCodes(deps, tx, { user, origin }, now);
    const device = deviceOf(origin);
    const values = { name: user.name, device, securityLink: `${publicUrl}/me/security` };
    const mail = { kind: "recovery_codes_created", to: user.email, values } as const;
    await giveNotice(outbox, tx, { userId, kind: "recovery_codes_created", details: { device, ip: origin.ip }, mail }, now);
    return codes;
  });
}

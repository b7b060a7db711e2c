import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { seal } from "../../platform/secrets.ts";
import { recordEvent } from "../audit/index.ts";
import { generateKey } from "./generate-key.ts";
import { planKeys, type KeyPolicy } from "./plan-keys.ts";
import { deleteSigningKeys, insertSigningKey, listSigningKeys, lockSigningKeys, updateRemoval } from "./signing-keys.queries.ts";

export type RotateKeysDeps = { db: Db; clock: Clock; encryptionKeys: KeyRing };

/** The place a sealed signing key is bound to. */
export function sealedKeyPlace(id: string) {
  return { table: "signing_keys", column: "sealed_key", row: id };
}

/** Brings the stored keys to what the policies ask for now. Safe to call from every process at any time. */
export async function rotateKeys(
  { db, clock, encryptionKeys }: RotateKeysDeps,
  policies: readonly KeyPolicy[],
  options: { force?: boolean } = {},
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const now = clock();
    const keys = await listSigningKeys(tx);
    for (const policy of policies) {
      const plan = planKeys(keys, policy, now, options.force);
      if (plan.create) {
        const { id, publicJwk, secret } = await generateKey(policy.algorithm);
        const schedule = {
          id,
          purpose: policy.purpose,
          algorithm: policy.algorithm,
          createdAt: now,
          activatesAt: plan.create.activatesAt,
          removesAt: null,
        };
        await insertSigningKey(tx, { ...schedule, publicJwk, sealedKey: seal(encryptionKeys, secret, sealedKeyPlace(id)) });
        const after = { purpose: policy.purpose, algorithm: policy.algorithm, activatesAt: plan.create.activatesAt };
        await recordEvent(
          tx,
          { action: "signing_key.published", outcome: "success", actor: { type: "system" }, target: { type: "signing_key", id }, after },
          now,
        );
      }
      for (const { id, removesAt } of plan.retire) await updateRemoval(tx, id, removesAt);
      await deleteSigningKeys(tx, plan.remove);
    }
  });
}

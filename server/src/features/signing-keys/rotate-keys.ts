import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { seal } from "../../platform/secrets.ts";
import { recordEvent } from "../audit/index.ts";
import { generateKey } from "./generate-key.ts";
import { planKeys, type KeyPolicy } from "./plan-keys.ts";
import type { KeyAlgorithm, KeyPurpose } from "./signing-key.ts";
import { deleteSigningKeys, insertSigningKey, listSigningKeys, lockSigningKeys, updateRemoval } from "./signing-keys.queries.ts";

export type RotateKeysDeps = { db: Db; clock: Clock; encryptionKeys: KeyRing };

/** The place a sealed signing key is bound to. */
export function sealedKeyPlace(id: string) {
  return { table: "signing_keys", column: "sealed_key", row: id };
}

/** A key that was made just now, and when it begins to sign. */
export type PublishedKey = { purpose: KeyPurpose; algorithm: KeyAlgorithm; activatesAt: Date };

/**
 * Brings the stored keys to what the policies ask for now, records each step, and answers with the keys it published. Safe to
 * call from every process at any time.
 */
export async function rotateKeys(
  { db, clock, encryptionKeys }: RotateKeysDeps,
  policies: readonly KeyPolicy[],
  options: { force?: boolean } = {},
): Promise<PublishedKey[]> {
  return db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const now = clock();
    const keys = await listSigningKeys(tx);
    const published: PublishedKey[] = [];
    const record = (action: KeyAction, id: string, after?: Record<string, unknown>) =>
      recordEvent(
        tx,
        {
          action,
          outcome: "success",
          actor: { type: "system" },
          target: { type: "signing_key", id },
          ...(after && { after }),
        },
        now,
      );
    for (const policy of policies) {
      const { purpose, algorithm } = policy;
      const plan = planKeys(keys, policy, now, options.force);
      if (plan.create) {
        const { id, publicJwk, secret } = await generateKey(algorithm);
        const key = { purpose, algorithm, activatesAt: plan.create.activatesAt };
        const sealedKey = seal(encryptionKeys, secret, sealedKeyPlace(id));
        await insertSigningKey(tx, { ...key, id, createdAt: now, removesAt: null, publicJwk, sealedKey });
        await record("signing_key.published", id, key);
        published.push(key);
      }
      for (const { id, removesAt } of plan.retire) {
        await updateRemoval(tx, id, removesAt);
        await record("signing_key.retired", id, { removesAt });
      }
      await deleteSigningKeys(tx, plan.remove);
      for (const id of plan.remove) await record("signing_key.removed", id);
    }
    return published;
  });
}

type KeyAction = "signing_key.published" | "signing_key.retired" | "signing_key.removed";

import type { JsonWebKey } from "node:crypto";
import type { Db } from "../../platform/db.ts";
import type { KeySchedule } from "./signing-key.ts";

export type SigningKeyRow = KeySchedule & { publicJwk: JsonWebKey | null; sealedKey: string };

/** Held until the transaction ends, so that of many processes one plans and the others see its result. */
export async function lockSigningKeys(tx: Db): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtext('signing_keys'))");
}

export async function listSigningKeys(db: Db): Promise<SigningKeyRow[]> {
  return db<SigningKeyRow>("signingKeys").orderBy("activatesAt");
}

export async function insertSigningKey(tx: Db, key: SigningKeyRow): Promise<void> {
  await tx("signingKeys").insert({ ...key, publicJwk: key.publicJwk && JSON.stringify(key.publicJwk) });
}

export async function updateRemoval(tx: Db, id: string, removesAt: Date): Promise<void> {
  await tx("signingKeys").where({ id }).update({ removesAt });
}

export async function deleteSigningKeys(tx: Db, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx("signingKeys").whereIn("id", ids).delete();
}

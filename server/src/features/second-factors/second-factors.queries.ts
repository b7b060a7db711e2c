import type { Db } from "../../platform/db.ts";

/** The secret shared with an authenticator app; offered until a code of it has confirmed it. */
export type TotpCredential = {
  id: string;
  userId: string;
  sealedSecret: string;
  /** Of the last code that was accepted. */
  lastStep: number | null;
  createdAt: Date;
  confirmedAt: Date | null;
};

/** Postgres' bigint comes as a string. */
type TotpRow = Omit<TotpCredential, "lastStep"> & { lastStep: string | null };
const withNumber = (row: TotpRow | undefined): TotpCredential | undefined =>
  row && { ...row, lastStep: row.lastStep === null ? null : Number(row.lastStep) };

export async function findTotp(db: Db, userId: string): Promise<TotpCredential | undefined> {
  return withNumber(await db<TotpRow>("totpCredentials").where({ userId }).whereNotNull("confirmedAt").first());
}

export async function findOfferedTotp(db: Db, userId: string, since: Date): Promise<TotpCredential | undefined> {
  const offered = db<TotpRow>("totpCredentials").where({ userId }).whereNull("confirmedAt").where("createdAt", ">", since);
  return withNumber(await offered.first());
}

/** Offers a secret in place of one that was offered before. */
export async function replaceOfferedTotp(tx: Db, credential: TotpCredential): Promise<void> {
  await tx("totpCredentials").where({ userId: credential.userId }).whereNull("confirmedAt").delete();
  await tx("totpCredentials").insert(credential);
}

/** Uses the code of that step up. False when it, or a later one, was used already: of two at once, one wins. */
export async function useStep(tx: Db, id: string, step: number): Promise<boolean> {
  const unused = tx("totpCredentials").where({ id }).whereNotNull("confirmedAt").whereRaw("coalesce(last_step, -1) < ?", [step]);
  return (await unused.update({ lastStep: step })) === 1;
}

/** Confirms an offered secret, in place of the one before. False when it is not offered any more. */
export async function confirmTotp(tx: Db, { id, userId }: TotpCredential, step: number, now: Date): Promise<boolean> {
  const isOffered = (await tx("totpCredentials").where({ id }).whereNull("confirmedAt").forUpdate().first("id")) !== undefined;
  if (!isOffered) return false;
  await tx("totpCredentials").where({ userId }).whereNotNull("confirmedAt").delete();
  await tx("totpCredentials").where({ id }).update({ confirmedAt: now, lastStep: step });
  return true;
}

/** False when there is none. An offered one goes too. */
export async function deleteTotp(tx: Db, userId: string): Promise<boolean> {
  const deleted = await tx("totpCredentials").where({ userId }).delete().returning<Array<{ confirmedAt: Date | null }>>("confirmedAt");
  return deleted.some(({ confirmedAt }) => confirmedAt !== null);
}

export async function insertRecoveryCodes(tx: Db, userId: string, hashes: readonly string[], createdAt: Date): Promise<void> {
  await tx("recoveryCodes").insert(hashes.map((codeHash) => ({ userId, codeHash, createdAt })));
}

export async function isUnusedRecoveryCode(db: Db, userId: string, hashes: readonly string[]): Promise<boolean> {
  return (await db("recoveryCodes").where({ userId }).whereIn("codeHash", hashes).whereNull("usedAt").first("userId")) !== undefined;
}

/** False when it is none, or was used: of two at once, one wins. */
export async function useRecoveryCode(tx: Db, userId: string, hashes: readonly string[], now: Date): Promise<boolean> {
  const used = await tx("recoveryCodes").where({ userId }).whereIn("codeHash", hashes).whereNull("usedAt").update({ usedAt: now });
  return used === 1;
}

/** Undefined when there are none. */
export async function countRecoveryCodes(db: Db, userId: string): Promise<{ left: number; total: number; createdAt: Date } | undefined> {
  const { rows } = await db.raw<{ rows: [{ left: number; total: number; createdAt: Date | null }] }>(
    `select count(*) filter (where used_at is null)::int as left, count(*)::int as total, max(created_at) as created_at
     from recovery_codes where user_id = :userId`,
    { userId },
  );
  const [{ left, total, createdAt }] = rows;
  return createdAt ? { left, total, createdAt } : undefined;
}

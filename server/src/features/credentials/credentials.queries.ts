import type { Db } from "../../platform/db.ts";

/** Those that are switched on. */
export type KnownProviders = ReadonlyArray<{ id: string }>;

/** Whether they can sign in with a provider: one that is switched off lets nobody in. */
export async function hasProvider(db: Db, userId: string, providers: KnownProviders): Promise<boolean> {
  const ids = providers.map(({ id }) => id);
  return (await db("providerIdentities").where({ userId }).whereIn("provider", ids).first("id")) !== undefined;
}

/** By what a person can sign in. */
export type WaysIn = { password: boolean; passkeys: number; connections: number };

/** What a person can prove beside their first factor. Recovery codes stand in for the others and are none by themselves. */
export type SecondFactors = { totp: boolean; passkeys: number; recoveryCodes: number };

/** Read under a lock of the person, it stays so until the transaction ends. */
export async function waysIn(db: Db, userId: string): Promise<WaysIn> {
  const { rows } = await db.raw<{ rows: [WaysIn] }>(
    `select exists (select from password_credentials where user_id = :userId) as password,
            (select count(*)::int from passkeys where user_id = :userId) as passkeys,
            (select count(*)::int from provider_identities where user_id = :userId) as connections`,
    { userId },
  );
  return rows[0];
}

/** Likewise. */
export async function secondFactorsOf(db: Db, userId: string): Promise<SecondFactors> {
  const { rows } = await db.raw<{ rows: [SecondFactors] }>(
    `select exists (select from totp_credentials where user_id = :userId and confirmed_at is not null) as totp,
            (select count(*)::int from passkeys where user_id = :userId) as passkeys,
            (select count(*)::int from recovery_codes where user_id = :userId and used_at is null) as recovery_codes`,
    { userId },
  );
  return rows[0];
}

export async function deleteRecoveryCodes(tx: Db, userId: string): Promise<void> {
  await tx("recoveryCodes").where({ userId }).delete();
}

/**
 * Takes the person's passkeys, authenticator app and recovery codes away, or those made since. Answers with how many of the first two.
 * Recovery codes go with the last second factor.
 */
export async function deleteSecondFactors(tx: Db, userId: string, since: Date = new Date(0)): Promise<{ totp: number; passkeys: number }> {
  const of = (table: string) => tx(table).where({ userId }).where("createdAt", ">=", since).delete();
  const apps = () => tx("totpCredentials").where({ userId });
  await apps().whereNull("confirmedAt").delete();
  // An app is one from when a code confirmed it, however long before its secret was offered.
  const totp = await apps().where("confirmedAt", ">=", since).delete();
  const passkeys = await of("passkeys");
  await of("recoveryCodes");
  const left = await secondFactorsOf(tx, userId);
  if (!left.totp && left.passkeys === 0) await deleteRecoveryCodes(tx, userId);
  return { totp, passkeys };
}

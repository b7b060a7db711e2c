import type { Db } from "../../platform/db.ts";
import { provesFreshness, type ProviderConfig } from "../../provider-settings.ts";
import { listConnections } from "../connections/index.ts";
import { hasSecondFactor, methodsToShow, secondFactorsOf, waysIn } from "../credentials/index.ts";

/** Those that are switched on. */
export type KnownProviders = ReadonlyArray<Pick<ProviderConfig, "id" | "kind">>;

/**
 * By what the person can prove themselves again: with a second factor, if they have one, else the password, else by signing in
 * anew at a connected provider that tells when they did. None is left to who has another provider only: they can set a password.
 */
export async function stepUpMethods(db: Db, userId: string, providers: KnownProviders): Promise<string[]> {
  const factors = await secondFactorsOf(db, userId);
  if (hasSecondFactor(factors)) return methodsToShow(factors);
  if ((await waysIn(db, userId)).password) return ["password"];
  const connected = new Set((await listConnections(db, userId)).map(({ provider }) => provider));
  return providers.filter((provider) => provesFreshness(provider) && connected.has(provider.id)).map(({ id }) => id);
}

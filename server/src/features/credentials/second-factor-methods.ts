import type { SecondFactors } from "./credentials.queries.ts";

export const SECOND_FACTOR_METHODS = ["passkey", "totp", "recovery_code"] as const;
export type SecondFactorMethod = (typeof SECOND_FACTOR_METHODS)[number];

/** By what the person can prove themselves, the easiest first. */
export function methodsToShow({ totp, passkeys, recoveryCodes }: SecondFactors): SecondFactorMethod[] {
  const has: Record<SecondFactorMethod, boolean> = { passkey: passkeys > 0, totp, recovery_code: recoveryCodes > 0 };
  return SECOND_FACTOR_METHODS.filter((method) => has[method]);
}

import { useAuthOptions } from "./use-auth-options.ts";
import { type PasswordRule, usualPasswordRule } from "./password-reasons.ts";

/** This instance's rule for passwords; the usual one until the server has answered, or when it does not. */
export function usePasswordRule(): PasswordRule {
  return useAuthOptions()?.password ?? usualPasswordRule;
}

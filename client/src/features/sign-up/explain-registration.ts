import type { AuthOptions } from "../../api/types.ts";
import { explainAccount } from "../../lib/new-account.ts";
import type { PasswordRule } from "../../lib/password-reasons.ts";
import { fieldCodes, type Problem } from "../../lib/problem.ts";
import type { FieldErrors } from "../../lib/use-submission.ts";

const names = new Intl.ListFormat("en", { type: "disjunction" });

/** "a.example, b.example, or c.example". */
export function nameDomains(domains: readonly string[]): string {
  return names.format(domains);
}

/** The server's reasons against a registration, each at its field, with what to do. */
export function explainRegistration(problem: Problem, rule: PasswordRule, options: AuthOptions | null): FieldErrors {
  const reasons = explainAccount(problem, rule);
  const codes = fieldCodes(problem, "email");
  if (codes.includes("disposable"))
    return { ...reasons, email: ["Addresses of throw-away mailboxes are not taken. Use one you will keep."] };
  if (!codes.includes("domain_not_allowed")) return reasons;
  const domains = options?.registrationDomains ?? [];
  const which = domains.length > 0 ? `Only addresses at ${nameDomains(domains)}` : "Only addresses of certain domains";
  return { ...reasons, email: [`${which} can register here. Use one of those, or ask for an invitation.`] };
}

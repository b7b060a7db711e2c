import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import { currentPasswordReasons } from "../../lib/password-reasons.ts";
import type { Problem } from "../../lib/problem.ts";
import type { FieldErrors, Typed } from "../../lib/use-submission.ts";

/** What is wrong with a change of address before anything is sent; the current password only where there is one. */
export function checkChange(typed: Typed, oldEmail: string): FieldErrors {
  const newEmail = typed.newEmail ?? "";
  const same = newEmail.trim().toLowerCase() === oldEmail;
  return withoutEmpty({
    newEmail: same ? [unchanged] : checkEmail(newEmail),
    currentPassword: typed.currentPassword !== "" ? [] : ["Enter your current password."],
  });
}

/** The server's reasons against a change of address, each at its field. */
export function explainChange(problem: Problem): FieldErrors {
  const reasons = problem.errors.filter(({ path }) => path === "/newEmail");
  return withoutEmpty({
    newEmail: reasons.map(({ code, message }) => addressReasons[code] ?? message),
    currentPassword: currentPasswordReasons(problem),
  });
}

const unchanged = "This is your address already.";

const addressReasons: Partial<Record<string, string>> = {
  unchanged,
  domain_not_allowed: "Addresses of this mail domain are not accepted here. Use another, or ask whoever runs this Gatehouse.",
  disposable: "This is an address of a throw-away mail service. Use one that stays yours.",
};

/** Why a code was refused, and how many tries are left. */
export function explainCode(problem: Problem): FieldErrors {
  const reasons = problem.errors.filter(({ path }) => path === "/code");
  return withoutEmpty({ code: reasons.map(({ message }) => message.replace(/^Is /, "This is ")) });
}

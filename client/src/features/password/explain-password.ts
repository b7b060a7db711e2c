import { withoutEmpty } from "../../lib/account-checks.ts";
import { checkNewPassword, currentPasswordReasons, type PasswordRule, passwordReasons } from "../../lib/password-reasons.ts";
import type { Problem } from "../../lib/problem.ts";
import type { FieldErrors, Typed } from "../../lib/use-submission.ts";

/** What is wrong with the passwords before anything is sent; the current one only where there is one. */
export function checkPasswords(typed: Typed, rule: PasswordRule): FieldErrors {
  return withoutEmpty({
    currentPassword: typed.currentPassword !== "" ? [] : ["Enter your current password."],
    newPassword: checkNewPassword(typed.newPassword ?? "", rule),
  });
}

/** The server's reasons against the two passwords, each at its field. */
export function explainPasswords(problem: Problem, rule: PasswordRule): FieldErrors {
  return withoutEmpty({
    currentPassword: currentPasswordReasons(problem),
    newPassword: passwordReasons(problem, "newPassword", rule),
  });
}

import { withoutEmpty } from "../../lib/account-checks.ts";
import { checkNewPassword, type PasswordRule, passwordReasons } from "../../lib/password-reasons.ts";
import { fieldCodes, type Problem } from "../../lib/problem.ts";
import type { FieldErrors, Typed } from "../../lib/use-submission.ts";

/** What is wrong with the two passwords before anything is sent. */
export function checkPasswords(typed: Typed, rule: PasswordRule): FieldErrors {
  return withoutEmpty({
    currentPassword: typed.currentPassword ? [] : ["Enter your current password."],
    newPassword: checkNewPassword(typed.newPassword ?? "", rule),
  });
}

/** The server's reasons against the two passwords, each at its field. */
export function explainPasswords(problem: Problem, rule: PasswordRule): FieldErrors {
  const wrong = fieldCodes(problem, "currentPassword").length > 0;
  return withoutEmpty({
    currentPassword: wrong ? ["This is not your current password."] : [],
    newPassword: passwordReasons(problem, "newPassword", rule),
  });
}

import { checkEmail, withoutEmpty } from "./account-checks.ts";
import { checkNewPassword, type PasswordRule, passwordReasons } from "./password-reasons.ts";
import type { Problem } from "./problem.ts";
import type { FieldErrors, Typed } from "./use-submission.ts";

/** What is wrong with a new account before anything is sent. */
export function checkAccount(typed: Typed, rule: PasswordRule): FieldErrors {
  return withoutEmpty({
    name: typed.name?.trim() ? [] : ["Enter your name."],
    email: checkEmail(typed.email ?? ""),
    password: checkNewPassword(typed.password ?? "", rule),
  });
}

/** The server's reasons against a new account, each at its field. */
export function explainAccount(problem: Problem, rule: PasswordRule): FieldErrors {
  const messages = (field: string) => problem.errors.filter((reason) => reason.path === `/${field}`).map((reason) => reason.message);
  return withoutEmpty({ name: messages("name"), email: messages("email"), password: passwordReasons(problem, "password", rule) });
}

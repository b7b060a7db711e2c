import type { AuthOptions } from "../api/types.ts";
import { fieldCodes, type Problem } from "./problem.ts";

/** The rule a new password must meet. */
export type PasswordRule = AuthOptions["password"];

/** The rule of an instance that was not configured otherwise; shown until the server has said its own. */
export const usualPasswordRule: PasswordRule = { minLength: 15, maxLength: 256 };

/** The length as the server counts it: code points after NFKC, so that an emoji is one and "é" is one however it was typed. */
export function passwordLength(password: string): number {
  return Array.from(password.normalize("NFKC")).length;
}

/** The server's reasons against the password in one field, in plain words. */
export function passwordReasons(problem: Problem, field: string, rule: PasswordRule): string[] {
  return problem.errors.filter((reason) => reason.path === `/${field}`).map((reason) => sayReason(reason.code, rule) ?? reason.message);
}

/** The server's reason against the current password: that it is another, or that there is one after all. */
export function currentPasswordReasons(problem: Problem): string[] {
  const codes = fieldCodes(problem, "currentPassword");
  if (codes.length === 0) return [];
  return [codes.includes("required") ? "Your account has a password now. Enter it." : "This is not your current password."];
}

/** What is wrong with a new password that can be told without asking the server. */
export function checkNewPassword(password: string, rule: PasswordRule): string[] {
  if (password === "") return ["Choose a password."];
  const length = passwordLength(password);
  if (length < rule.minLength) return [`Use at least ${rule.minLength} characters.`];
  return length > rule.maxLength ? [`Use at most ${rule.maxLength} characters.`] : [];
}

function sayReason(code: string, rule: PasswordRule): string | undefined {
  switch (code) {
    case "too_short":
      return `Use at least ${rule.minLength} characters.`;
    case "too_long":
      return `Use at most ${rule.maxLength} characters.`;
    case "common":
      return "This one is on the lists of known passwords that are tried first. Choose another.";
    case "repetitive":
      return "Too much of it repeats, so it is quickly guessed. Choose another.";
    case "contains_email":
      return "It contains your email address. Choose one without it.";
    case "contains_name":
      return "It contains your name. Choose one without it.";
    case "unchanged":
      return "This is the password you have. Choose another.";
    default:
      return undefined;
  }
}

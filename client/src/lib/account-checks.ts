import type { FieldErrors } from "./use-submission.ts";

/** Why an email address cannot be right; the server has the last word. */
export function checkEmail(email: string): string[] {
  if (email.trim() === "") return ["Enter your email address."];
  return /^\S+@\S+$/.test(email.trim()) ? [] : ["Enter an address such as name@example.com."];
}

/** Only the fields that have reasons. */
export function withoutEmpty(reasons: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(reasons).filter(([, messages]) => messages.length > 0));
}

import { isCommonPassword } from "./common-passwords.ts";
import { containsPersonalWord } from "./personal-words.ts";

type PasswordReason = "too_short" | "too_long" | "common" | "repetitive" | "contains_email" | "contains_name";
export type PasswordFault = { code: PasswordReason; message: string };

/** What the person is known by, none of which may stand in their password. */
export type PasswordContext = { email: string; name: string };

export const PASSWORD_MAX_LENGTH = 256;

/** The form that is counted and hashed (NIST SP 800-63B: one code point is one character). */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/** A short piece again and again, a straight run of neighbours ("abcdef…", "987654…"), or fewer than five characters in all. */
function isRepetitive(characters: readonly string[]): boolean {
  if (new Set(characters).size < 5) return true;
  const text = characters.join("");
  const period = `${text}${text}`.indexOf(text, 1);
  if (period <= text.length / 3) return true;
  const steps = characters.slice(1).map((character, index) => (character.codePointAt(0) ?? 0) - (characters[index]?.codePointAt(0) ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

/**
 * Why a password is not accepted; empty when it is. No composition rules (NIST SP 800-63B, ASVS 6.2.5): length, a list of
 * common and breached ones, and what an attacker knows of the person.
 */
export function passwordFaults(password: string, minLength: number, context: PasswordContext): PasswordFault[] {
  const text = normalizePassword(password);
  const characters = Array.from(text);
  if (characters.length > PASSWORD_MAX_LENGTH)
    return [{ code: "too_long", message: `Must have at most ${PASSWORD_MAX_LENGTH} characters.` }];

  const faults: PasswordFault[] = [];
  const lower = text.toLowerCase();
  if (characters.length < minLength) faults.push({ code: "too_short", message: `Must have at least ${minLength} characters.` });
  if (characters.length > 0 && isRepetitive(characters)) faults.push({ code: "repetitive", message: "Is one pattern repeated." });
  if (isCommonPassword(lower))
    faults.push({ code: "common", message: "Is on the list of common and breached passwords, or little more than a row of them." });
  const [localPart = ""] = context.email.split("@");
  if (lower.includes(context.email.toLowerCase()) || containsPersonalWord(text, localPart))
    faults.push({ code: "contains_email", message: "Must not contain your email address." });
  if (containsPersonalWord(text, context.name)) faults.push({ code: "contains_name", message: "Must not contain your name." });
  return faults;
}

import { mailDomainOf } from "../../platform/mail-domain.ts";
import type { Policy, Shown } from "../../http/access/policy.ts";

/** What is no way in of its own, but comes after one. */
const SECOND = ["totp", "recovery_code"];
const IN_TOKENS: Record<string, readonly string[]> = { password: ["pwd"], passkey: ["hwk", "user", "mfa"] };

/** A session as it would be of whoever signs in now by these: `password`, `passkey`, `totp`, `recovery_code`, or what a provider is called. */
export function sessionBy(by: readonly string[], now: Date): Omit<Shown, "emailDomain"> {
  const ways = by.filter((one) => !SECOND.includes(one));
  const first = ways.flatMap((way) => IN_TOKENS[way] ?? ["fed"]);
  const second = ways.length < by.length ? ["otp", ...(ways.length > 0 ? ["mfa"] : [])] : [];
  return { ways, methods: [...new Set([...first, ...second])], authenticatedAt: now };
}

/**
 * What the next session of somebody else will show is not known: it is taken that it shows what the organization asks for, and said.
 * Their address is known, and is not assumed.
 */
export function sessionAsAsked(policy: Policy, now: Date): { shown: Omit<Shown, "emailDomain">; assumptions: string[] } {
  const assumptions: string[] = [];
  const { secondFactor, allowedMethods, absoluteSeconds } = policy;
  if (secondFactor === "required") assumptions.push("It is taken that they prove a second factor.");
  if (secondFactor === "passkey_only") assumptions.push("It is taken that they prove themselves with a passkey.");
  if (allowedMethods) assumptions.push(`It is taken that they sign in with one of: ${allowedMethods.join(", ")}.`);
  if (absoluteSeconds !== null) assumptions.push("It is taken that they have just signed in.");
  return { shown: { ways: allowedMethods ?? [], methods: ["hwk", "user", "mfa"], authenticatedAt: now }, assumptions };
}

export function shownWith(session: Omit<Shown, "emailDomain">, email: string): Shown {
  return { ...session, emailDomain: mailDomainOf(email) };
}

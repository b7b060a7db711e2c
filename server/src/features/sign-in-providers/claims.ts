import { domainToUnicode } from "node:url";
import { z } from "zod";
import { emailInput, nameInput } from "../users/index.ts";
import { unbelievable } from "./provider-failure.ts";
import type { ProvenIdentity } from "./provider.ts";

/** The claims of a checked ID token that are looked at. What is there and malformed is as if it were not. */
const claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  email: z.string().optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
  tid: z.string().min(1).max(255).optional().catch(undefined),
  oid: z.string().min(1).max(255).optional().catch(undefined),
});

/** The address in the form in which it is stored; null for what is none. */
export function addressOf(text: string | null | undefined): string | null {
  return emailInput.safeParse(text).data ?? null;
}

/**
 * Whether the address that a provider told is the stored one but for upper and lower case (of ASCII) and the script of its domain. What
 * else folds into one (full-width letters, the Kelvin sign) is another mailbox there: that it was verified tells nothing of ours.
 */
export function isSameMailbox(told: string | null | undefined): boolean {
  const email = addressOf(told);
  if (email === null) return false;
  const at = email.lastIndexOf("@") + 1;
  const lower = told?.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower === email || lower === email.slice(0, at) + domainToUnicode(email.slice(at));
}

/** What the person is called, if it can be shown. */
export function nameOf(text: string | null | undefined): string | null {
  return nameInput.safeParse(text).data ?? null;
}

/** Who the claims of a checked ID token tell of. `email_verified` counts only from who is believed. */
export function identityOf(token: unknown, { trustsEmail }: { trustsEmail: boolean }): ProvenIdentity {
  const { iss, sub, email, email_verified, name, auth_time } = claims.parse(token);
  return {
    issuer: iss,
    subject: sub,
    email: addressOf(email),
    emailVerified: trustsEmail && email_verified === true && isSameMailbox(email),
    name: nameOf(name),
    authenticatedAt: auth_time === undefined ? null : new Date(auth_time * 1000),
  };
}

/**
 * The same for Microsoft: its `sub` is another one for each application, so that the person is the object id within the tenant, which
 * the issuer names. Its address is whatever an administrator of any tenant has typed, and never counts as verified. Throws `provider_answer_invalid`.
 */
export function microsoftIdentityOf(token: unknown): ProvenIdentity {
  const { iss, tid, oid } = claims.parse(token);
  if (!tid || !oid || !iss.includes(`/${tid}/`)) throw unbelievable("the token names no tenant or no object");
  return { ...identityOf(token, { trustsEmail: false }), subject: oid };
}

import { invalidField, Problem } from "../../http/problem.ts";
import { canonicalDomain } from "../../platform/mail-domain.ts";

/** Who may have an account here, as the settings say. */
export type RegistrationPolicy = {
  policy: "open" | "domains" | "invitation" | "closed";
  /** In canonical form. Only with the policy `domains`. */
  domains: readonly string[];
  refusesDisposable: boolean;
};

/**
 * Throws `registration_closed` where nobody can register, or only who is invited. An invitation is an administrator's word about one
 * address, so it stands above every other part of the policy; `closed` is the operator's word, and stands above the invitation.
 */
export function requireOpenRegistration({ policy }: Pick<RegistrationPolicy, "policy">, hasInvitation: boolean): void {
  if (policy === "closed") throw new Problem("registration_closed", { detail: CLOSED });
  if (policy === "invitation" && !hasInvitation) throw new Problem("registration_closed", { detail: BY_INVITATION });
}

/**
 * Whether an organization's invitation of that address opens an account. It is its members' word and not an administrator's, so it lets in
 * where only who is invited may come, and sets aside neither the list of domains nor that of throw-away services.
 */
export async function isAdmittedByOrganization(policy: RegistrationPolicy, email: string): Promise<boolean> {
  return policy.policy !== "closed" && (await reasonAgainst(policy, email)) === undefined;
}

/**
 * Throws 422 at `path` for an address that this instance does not take: `domain_not_allowed` or `disposable`. Looks at nothing but
 * the address and the settings, so that it tells nothing of who has an account.
 */
export async function requireAllowedAddress(policy: RegistrationPolicy, email: string, path: string): Promise<void> {
  const reason = await reasonAgainst(policy, email);
  if (reason) throw invalidField(path, [reason]);
}

/**
 * Throws `registration_closed` for a registration that was asked for without an invitation and waits, when the policy would not
 * admit it now: whoever closes the door closes it to those on the doorstep.
 */
export async function requireStillAdmitted(policy: RegistrationPolicy, email: string): Promise<void> {
  requireOpenRegistration(policy, false);
  if (await reasonAgainst(policy, email)) throw new Problem("registration_closed", { detail: NOT_ANY_MORE });
}

async function reasonAgainst({ policy, domains, refusesDisposable }: RegistrationPolicy, email: string): Promise<Reason | undefined> {
  const domain = canonicalDomain(email.slice(email.lastIndexOf("@") + 1));
  if (policy === "domains" && !(domain && domains.includes(domain))) return DOMAIN_NOT_ALLOWED;
  if (refusesDisposable && (!domain || (await isDisposable(domain)))) return DISPOSABLE;
  return undefined;
}

type Reason = { code: string; message: string };

/** Whether the domain, or one that it is a subdomain of, is listed: who owns a domain hands out all below it. */
async function isDisposable(domain: string): Promise<boolean> {
  const { DISPOSABLE_DOMAINS } = await import("./disposable-domains.ts");
  const labels = domain.split(".");
  return labels.some((_label, index) => DISPOSABLE_DOMAINS.has(labels.slice(index).join(".")));
}

const CLOSED = "Nobody can create an account here at present. Ask whoever runs this Gatehouse.";
const BY_INVITATION = "Only people who are invited can create an account here. Ask an administrator to invite you.";
const NOT_ANY_MORE = "Addresses like this one cannot create an account here any more. Ask whoever runs this Gatehouse.";
const DOMAIN_NOT_ALLOWED = { code: "domain_not_allowed", message: "Is not at a mail domain that may register here." };
const DISPOSABLE = { code: "disposable", message: "Belongs to a throw-away mail service. Use an address that you keep." };

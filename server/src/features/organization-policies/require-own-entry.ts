import { DEMANDS, isInside, networksOf, unmetDemands, type Demand, type Policy, type Shown } from "../../http/access/policy.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import { mailDomainOf } from "../../platform/mail-domain.ts";

/** What whoever sets a policy lacks themselves, as if every grace were over. */
export type Exclusion = { demands: Demand[]; isAddressOutside: boolean };

export function exclusionOf(policy: Policy, { shown, ip, now }: { shown: Shown; ip: string; now: Date }): Exclusion | null {
  const demands = unmetDemands({ ...policy, secondFactorFrom: null }, shown, now);
  const networks = networksOf(policy.ipRanges);
  const isAddressOutside = networks !== undefined && !isInside(networks, ip);
  return demands.length > 0 || isAddressOutside ? { demands, isAddressOutside } : null;
}

/** So one person at least can come in and undo it. Throws `policy_excludes_you`, which says why. */
export function requireOwnEntry(policy: Policy, { shown, ip, now }: { shown: Shown; ip: string; now: Date }): void {
  const exclusion = exclusionOf(policy, { shown, ip, now });
  if (!exclusion) return;
  const { demands, isAddressOutside } = exclusion;
  const reasons = [
    ...demands.map((demand) => DEMANDS[demand]),
    ...(isAddressOutside ? [`You come from ${ip}, which is in none of its networks.`] : []),
  ];
  const detail = `You would shut yourself out. ${reasons.join(" ")}`;
  throw new Problem("policy_excludes_you", { detail, ...(demands.length > 0 && { demands }) });
}

/**
 * Nor may an admin take the organization from its owners: all else an owner can give, but not another address. Throws `validation_failed`
 * where none of these addresses, which are of the owners who can sign in, is accepted.
 */
export function requireOwnersEntry({ allowedDomains }: Pick<Policy, "allowedDomains">, addresses: readonly string[]): void {
  if (!allowedDomains || addresses.length === 0 || addresses.some((email) => allowedDomains.includes(mailDomainOf(email)))) return;
  throw invalidField("/allowedDomains", [{ code: "excludes_owners", message: "Would keep every owner out: none has such an address." }]);
}

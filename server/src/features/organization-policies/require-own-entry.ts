import { DEMANDS, isInside, networksOf, unmetDemands, type Demand, type Policy, type Shown } from "../../http/access/policy.ts";
import { Problem } from "../../http/problem.ts";

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

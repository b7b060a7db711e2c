import { unmetDemands, type Demand, type Policy } from "../../http/access/policy.ts";
import { canonicalDomain } from "../../platform/mail-domain.ts";
import type { Db } from "../../platform/db.ts";
import { countStandings, type Standing } from "./organization-policies.queries.ts";

/** How many members cannot meet a policy with what their accounts have, in all and by what they lack. */
export type Lacking = { members: number; byDemand: Array<{ demand: Demand; members: number }> };

/** The best that somebody with that account can show. */
function bestOf({ mailDomain, hasPassword, hasTotp, hasPasskey, providers }: Standing, now: Date) {
  const methods = [...(hasTotp ? ["otp", "mfa"] : []), ...(hasPasskey ? ["hwk", "mfa"] : [])];
  const ways = [...(hasPassword ? ["password"] : []), ...(hasPasskey ? ["passkey"] : []), ...providers];
  return { methods, ways, authenticatedAt: now, emailDomain: canonicalDomain(mailDomain) ?? "" };
}

/** Of an account: a recent proof can be given by everybody, and networks are not theirs. */
function demandsNothing({ secondFactor, allowedMethods, allowedDomains }: Policy): boolean {
  return (secondFactor === "off" || secondFactor === "optional") && !allowedMethods && !allowedDomains;
}

/** Counted as if every grace were over. What their sessions have shown so far is not counted: they are asked for that. */
export async function countLacking(tx: Db, organizationId: string, policy: Policy, now: Date): Promise<Lacking> {
  const byDemand = new Map<Demand, number>();
  if (demandsNothing(policy)) return { members: 0, byDemand: [] };
  let members = 0;
  for (const standing of await countStandings(tx, organizationId)) {
    const unmet = unmetDemands({ ...policy, secondFactorFrom: null }, bestOf(standing, now), now);
    if (unmet.length > 0) members += standing.members;
    for (const demand of unmet) byDemand.set(demand, (byDemand.get(demand) ?? 0) + standing.members);
  }
  return { members, byDemand: [...byDemand].map(([demand, count]) => ({ demand, members: count })) };
}

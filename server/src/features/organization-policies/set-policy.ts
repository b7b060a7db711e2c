import type { Config } from "../../config.ts";
import type { Policy } from "../../http/access/policy.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, type Act, type ActDeps } from "../organizations/index.ts";
import { narrowIdleIn } from "../sessions/index.ts";
import { countLacking, type Lacking } from "./count-lacking.ts";
import { getPolicy, listOwnersAddresses, updatePolicy, type OrganizationPolicy } from "./organization-policies.queries.ts";
import { instanceRules, policyAfter, requireWithin, type PolicyInput } from "./policy-input.ts";
import { exclusionOf, requireOwnEntry, requireOwnersEntry, type Exclusion } from "./require-own-entry.ts";

export type PolicyDeps = ActDeps & { config: Config };
type ActOnPolicy = Omit<Act, "permission">;

/** As the record tells it: dates as text, in the order of the policy. */
function told({ secondFactor, secondFactorFrom, anySecondFactorFrom, ...rest }: Policy): Record<string, unknown> {
  const { allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges } = rest;
  const dates = { secondFactorFrom, anySecondFactorFrom };
  return { secondFactor, ...dates, allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges };
}

/**
 * What the organization demands from now on, of everybody who acts in it: who does not meet it is out on the next request. What is so already
 * is no change. Throws `policy_excludes_you` where it would shut out who sets it, `validation_failed` beyond what the instance
 * allows and where no owner could come in by their address, `precondition_failed`, and what `actInOrganization` throws.
 */
export async function setPolicy(
  deps: PolicyDeps,
  act: ActOnPolicy,
  { input, versions }: { input: PolicyInput; versions: readonly number[] | undefined },
): Promise<OrganizationPolicy & { lacking: Lacking }> {
  requireWithin(instanceRules(deps.config), input);
  const { organizationId, origin } = act;
  return actInOrganization(deps, { ...act, permission: "policies:update" }, async (tx, { access, actor, now, growEpoch }) => {
    const before = await getPolicy(tx, organizationId);
    if (versions && !versions.includes(before.version)) throw new Problem("precondition_failed");
    const after = policyAfter(before, input, now);
    requireOwnEntry(after, { shown: access.shown, ip: origin.ip, now });
    requireOwnersEntry(after, await listOwnersAddresses(tx, organizationId));
    const lacking = await countLacking(tx, organizationId, after, now);
    if (JSON.stringify(told(before)) === JSON.stringify(told(after))) return { ...before, lacking };
    const policy = await updatePolicy(tx, organizationId, after, now);
    const { idleSeconds } = after;
    if (idleSeconds !== null && idleSeconds !== before.idleSeconds) {
      const activeSince = addSeconds(now, -deps.config.tokens.accessTtlSeconds);
      await narrowIdleIn(tx, { organizationId, idleSeconds, activeSince, now });
    }
    const target = { type: "organization", id: organizationId } as const;
    const values = { before: told(before), after: told(after) };
    await recordEvent(tx, { action: "policy.updated", outcome: "success", actor, target, organizationId, origin, ...values }, now);
    await growEpoch();
    return { ...policy, lacking };
  });
}

export type Preview = Pick<Policy, "secondFactorFrom"> & { excludesYou: Exclusion | null; yourAddress: string; lacking: Lacking };

/** What such a policy would do, told without doing it. Throws likewise, but for `policy_excludes_you`, which it tells. */
export async function previewPolicy(deps: PolicyDeps, act: ActOnPolicy, input: PolicyInput): Promise<Preview> {
  requireWithin(instanceRules(deps.config), input);
  const { organizationId, origin } = act;
  return actInOrganization(deps, { ...act, permission: "policies:update" }, async (tx, { access, now }) => {
    const after = policyAfter(await getPolicy(tx, organizationId), input, now);
    const excludesYou = exclusionOf(after, { shown: access.shown, ip: origin.ip, now });
    if (!excludesYou) requireOwnersEntry(after, await listOwnersAddresses(tx, organizationId));
    const lacking = await countLacking(tx, organizationId, after, now);
    return { secondFactorFrom: after.secondFactorFrom, excludesYou, yourAddress: origin.ip, lacking };
  });
}

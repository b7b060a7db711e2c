import type { InstanceRole } from "../principal.ts";
import { isStrong } from "../methods.ts";
import type { ProblemCode } from "../problem-catalogue.ts";
import { INSTANCE_PERMISSIONS, isOrganizationPermission, type InstancePermission, type OrganizationPermission } from "./catalogue.ts";
import type { OrganizationAccess } from "./organization-access.ts";
import { DEMANDS, isInside, unmetDemands, type Demand } from "./policy.ts";

/** May they do it? `organizationId` is that of the thing it is done to; `ip` where the request comes from, when there is one. */
export type Question = {
  permission: InstancePermission | OrganizationPermission;
  who: {
    instanceRole: InstanceRole | null;
    methods: readonly string[];
    impersonatorId: string | null;
    organization: OrganizationAccess | null;
  };
  organizationId?: string | undefined;
  ip?: string | undefined;
  now: Date;
};

/** The rules, in the order in which they are asked. The first one that refuses decides. */
export const RULES = ["delegation", "tenant", "lifecycle", "policy", "network", "role", "instance_role", "second_factor"] as const;
export type RuleName = (typeof RULES)[number];

/** What one rule said. */
export type Verdict = { rule: RuleName; isPassed: boolean; because: string };

export type Decision =
  | { isAllowed: true; rule: RuleName; trace: Verdict[] }
  | { isAllowed: false; rule: RuleName; trace: Verdict[]; problem: ProblemCode; because: string; demands: Demand[] };

type Refusal = { problem: ProblemCode; demands?: Demand[] };
type Ruling = { because: string; refusal?: Refusal };

const pass = (because: string): Ruling => ({ because });
const refuse = (problem: ProblemCode, because: string, demands?: Demand[]): Ruling => ({
  because,
  refusal: { problem, ...(demands && { demands }) },
});

/** What each role of the instance permits. */
const INSTANCE_ROLES: Record<InstanceRole, readonly string[]> = { administrator: Object.keys(INSTANCE_PERMISSIONS) };

function* organizationRules({ permission, who, organizationId, ip, now }: Question): Generator<[RuleName, Ruling]> {
  const { organization, impersonatorId } = who;
  yield [
    "delegation",
    impersonatorId === null
      ? pass("They act for themselves.")
      : refuse("not_found", "Whoever acts for another person enters none of their organizations."),
  ];
  if (!organization || (organizationId !== undefined && organizationId !== organization.organizationId)) {
    yield ["tenant", refuse("not_found", "They are no member of this organization, or act in another one.")];
    return;
  }
  yield ["tenant", pass(`They act in ${organization.name}.`)];
  yield [
    "lifecycle",
    organization.closedAt === null
      ? pass("The organization is open.")
      : refuse("organization_closed", "The organization is closed, and will be deleted."),
  ];
  const demands = unmetDemands(organization.policy, organization.shown, now);
  yield [
    "policy",
    demands.length === 0
      ? pass("They meet what the organization demands.")
      : refuse("organization_policy_unmet", demands.map((demand) => DEMANDS[demand]).join(" "), demands),
  ];
  if (organization.networks) {
    const isOutside = ip !== undefined && !isInside(organization.networks, ip);
    yield [
      "network",
      isOutside
        ? refuse("ip_not_allowed", `${ip} is not in the networks from which the organization is entered.`)
        : pass("They come from a network of the organization."),
    ];
  }
  const { role } = organization;
  yield [
    "role",
    role.permissions.has(permission as OrganizationPermission)
      ? pass(`The role ${role.name} includes ${permission}.`)
      : refuse("permission_denied", `The role ${role.name} does not include ${permission}.`),
  ];
}

function* instanceRules({ permission, who }: Question): Generator<[RuleName, Ruling]> {
  const holds = who.instanceRole !== null && INSTANCE_ROLES[who.instanceRole].includes(permission);
  yield [
    "instance_role",
    holds
      ? pass(`Administrators of the instance hold ${permission}.`)
      : refuse("permission_denied", "They are no administrator of this Gatehouse."),
  ];
  yield [
    "second_factor",
    isStrong(who)
      ? pass("They have proven a second factor.")
      : refuse("second_factor_required", "Administrators act with a second factor only."),
  ];
}

/**
 * Decides, and says by which rule. The one place where it is decided: before a request is let in, again within the transaction of a
 * change, and when somebody asks why.
 */
export function decide(question: Question): Decision {
  const trace: Verdict[] = [];
  const rules = isOrganizationPermission(question.permission) ? organizationRules(question) : instanceRules(question);
  let last: RuleName = "delegation";
  for (const [rule, { because, refusal }] of rules) {
    trace.push({ rule, isPassed: refusal === undefined, because });
    if (refusal) return { isAllowed: false, rule, trace, because, problem: refusal.problem, demands: refusal.demands ?? [] };
    last = rule;
  }
  return { isAllowed: true, rule: isOrganizationPermission(question.permission) ? "role" : last, trace };
}

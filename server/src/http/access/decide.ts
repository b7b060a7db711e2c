import type { BlockList } from "node:net";
import type { InstanceRole, Permission } from "../principal.ts";
import { isStrong } from "../methods.ts";
import type { ProblemCode } from "../problem-catalogue.ts";
import { INSTANCE_PERMISSIONS, isOrganizationPermission, type OrganizationPermission } from "./catalogue.ts";
import type { OrganizationAccess } from "./organization-access.ts";
import { DEMANDS, isInside, unmetDemands, type Demand } from "./policy.ts";

/** May they do it? `organizationId` is that of the thing it is done to; `ip` where the request comes from, when there is one. */
export type Question = {
  permission: Permission;
  who: {
    instanceRole: InstanceRole | null;
    methods: readonly string[];
    impersonatorId: string | null;
    organization: OrganizationAccess | null;
    /** Their account is disabled or closed. Whoever makes a request is let in already, so that it is asked of others only. */
    isShutOut?: boolean;
  };
  organizationId?: string | undefined;
  /** A thing within the organization, and whether it was found there. */
  object?: { type: string; isThere: boolean } | undefined;
  ip?: string | undefined;
  now: Date;
};

/** The rules, in the order in which they are asked. The first one that refuses decides. */
export const RULES = [
  "sign_in",
  "delegation",
  "tenant",
  "lifecycle",
  "policy",
  "network",
  "role",
  "object",
  "instance_role",
  "second_factor",
] as const;
type RuleName = (typeof RULES)[number];

/** What one rule said: let them by, or refused with that problem. */
export type Verdict = { rule: RuleName; because: string; refusal?: Refusal };

export type Decision =
  | { isAllowed: true; rule: RuleName; because: string; trace: Verdict[] }
  | { isAllowed: false; rule: RuleName; because: string; trace: Verdict[]; problem: ProblemCode; demands: Demand[] };

type Refusal = { problem: ProblemCode; demands: Demand[] };

const pass = (rule: RuleName, because: string): Verdict => ({ rule, because });
const refuse = (rule: RuleName, problem: ProblemCode, because: string, demands: Demand[] = []): Verdict => ({
  rule,
  because,
  refusal: { problem, demands },
});

/** What each role of the instance permits. */
const INSTANCE_ROLES: Record<InstanceRole, readonly string[]> = { administrator: Object.keys(INSTANCE_PERMISSIONS) };

function* organizationRules({ permission, who, organizationId, object, ip, now }: Question): Generator<Verdict> {
  const { organization, impersonatorId } = who;
  yield impersonatorId === null
    ? pass("delegation", "They act for themselves.")
    : refuse("delegation", "not_found", "Whoever acts for another person enters none of their organizations.");
  if (!organization || (organizationId !== undefined && organizationId !== organization.organizationId)) {
    yield refuse("tenant", "not_found", "They are no member of this organization, or act in another one.");
    return;
  }
  yield pass("tenant", `They act in ${organization.name}.`);
  yield organization.closedAt === null
    ? pass("lifecycle", "The organization is open.")
    : refuse("lifecycle", "organization_closed", "The organization is closed, and will be deleted.");
  const demands = unmetDemands(organization.policy, organization.shown, now);
  yield demands.length === 0
    ? pass("policy", "They meet what the organization demands.")
    : refuse("policy", "organization_policy_unmet", demands.map((demand) => DEMANDS[demand]).join(" "), demands);
  if (organization.networks) yield networkRule(organization.networks, ip);
  const { role } = organization;
  yield role.permissions.has(permission as OrganizationPermission)
    ? pass("role", `The role ${role.name} includes ${permission}.`)
    : refuse("role", "permission_denied", `The role ${role.name} does not include ${permission}.`);
  if (object) {
    yield object.isThere
      ? pass("object", `The ${object.type} is of ${organization.name}.`)
      : refuse("object", "not_found", `There is no such ${object.type} in ${organization.name}.`);
  }
}

function networkRule(networks: BlockList, ip: string | undefined): Verdict {
  if (ip === undefined) return pass("network", "From where they come is not known.");
  return isInside(networks, ip)
    ? pass("network", "They come from a network of the organization.")
    : refuse("network", "ip_not_allowed", `${ip} is not in the networks from which the organization is entered.`);
}

function* instanceRules({ permission, who }: Question): Generator<Verdict> {
  yield who.instanceRole !== null && INSTANCE_ROLES[who.instanceRole].includes(permission)
    ? pass("instance_role", `Administrators of the instance hold ${permission}.`)
    : refuse("instance_role", "permission_denied", "They are no administrator of this Gatehouse.");
  yield isStrong(who)
    ? pass("second_factor", "They have proven a second factor.")
    : refuse("second_factor", "second_factor_required", "Administrators act with a second factor only.");
}

/** Which rule lets somebody by who is refused by none, and what it is asked of. */
function rulesOf(question: Question): { grantedBy: RuleName; rules: Iterable<Verdict> } {
  const { permission } = question;
  if (permission === "public") return { grantedBy: "sign_in", rules: [pass("sign_in", "Everybody may do this, signed in or not.")] };
  if (permission === "authenticated") {
    return { grantedBy: "sign_in", rules: [pass("sign_in", "Whoever is signed in may do this with what is their own.")] };
  }
  return isOrganizationPermission(permission)
    ? { grantedBy: "role", rules: organizationRules(question) }
    : { grantedBy: "instance_role", rules: instanceRules(question) };
}

/**
 * Decides, and says by which rule. The one place where it is decided: before a request is let in, again within the transaction of a
 * change, and when somebody asks why. The trace goes on behind a refusal, as far as there is something to be asked of.
 */
export function decide(question: Question): Decision {
  const { grantedBy, rules } = rulesOf(question);
  const shut = question.who.isShutOut && refuse("sign_in", "session_ended", "Their account is shut: nobody is signed in to it.");
  const trace = [...(shut ? [shut] : []), ...rules];
  for (const { rule, because, refusal } of trace) {
    if (refusal) return { isAllowed: false, rule, because, trace, ...refusal };
  }
  const because = trace.find(({ rule }) => rule === grantedBy)?.because ?? "";
  return { isAllowed: true, rule: grantedBy, because, trace };
}

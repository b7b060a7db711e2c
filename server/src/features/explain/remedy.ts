import { isOrganizationPermission, type OrganizationPermission } from "../../http/access/catalogue.ts";
import type { Question, Verdict } from "../../http/access/decide.ts";
import type { Demand } from "../../http/access/policy.ts";
import { BUILT_IN_ROLES } from "../../http/access/roles.ts";
import type { OwnRole } from "./objects.queries.ts";

/** A role that would permit it. `loses` is what its holder may do now and could not any more. */
type FittingRole = { id: string; name: string; permissions: number; loses: string[] };

/** One change, as data and in words. */
export type Change = { sentence: string } & (
  | { kind: "role" | "membership"; roles: FittingRole[] }
  | { kind: "proof"; demands: Demand[]; methods: string[] | null }
  | { kind: "network"; ip: string }
  | { kind: "switch"; organizationId: string }
  | { kind: "domain" | "reopen" | "instance_role" | "account" }
);

export type Remedy = { sentence: string; changes: Change[] };

/** Who asks: about themselves or another, and the roles of the organization that they may know of. */
export type Asking = { isSelf: boolean; roles: readonly OwnRole[] };

/** All roles that include the permission, the one with the fewest permissions first. */
function fittingRoles({ permission, who, organizationId }: Question, { roles }: Asking): FittingRole[] {
  const builtIn = Object.entries(BUILT_IN_ROLES).map(([id, role]) => ({
    id,
    name: role.name,
    permissions: role.permissions as readonly string[],
  }));
  // What they hold elsewhere is not lost here.
  const isHere = organizationId === undefined || organizationId === who.organization?.organizationId;
  const held: string[] = [...((isHere && who.organization?.role.permissions) || [])];
  return [
    ...builtIn,
    ...roles.map((role) => ({ ...role, permissions: role.permissions.filter(isOrganizationPermission) as readonly string[] })),
  ]
    .filter(({ permissions }) => permissions.includes(permission as OrganizationPermission))
    .map(({ id, name, permissions }) => ({
      id,
      name,
      permissions: permissions.length,
      loses: held.filter((one) => !permissions.includes(one)),
    }))
    .toSorted((a, b) => a.permissions - b.permissions);
}

const PROOFS: Partial<Record<Demand, string>> = {
  second_factor: "with a second factor",
  passkey: "with a passkey",
  recent_proof: "anew",
};

function proofSentence(demands: readonly Demand[], methods: readonly string[] | null, { isSelf }: Asking): string {
  const how = demands.map((demand) => (demand === "method" ? `by signing in with ${(methods ?? []).join(" or ")}` : PROOFS[demand]));
  return `${isSelf ? "Prove yourself" : "They prove themselves"} ${how.join(", ")}.`;
}

/** What lifts one refusal; undefined where nothing does. */
function changesFor({ rule, refusal }: Verdict, question: Question, asking: Asking): Change[] | undefined {
  const { isSelf } = asking;
  const { organization } = question.who;
  const roles = () => fittingRoles(question, asking);
  switch (rule) {
    case "sign_in":
      return [{ kind: "account", sentence: "Their account is opened again, by themselves or by an administrator of this Gatehouse." }];
    case "tenant": {
      const name = roles()[0]?.name ?? "";
      return [
        {
          kind: "membership",
          roles: roles(),
          sentence: `${isSelf ? "Be invited to" : "Invite them to"} the organization with the role ${name}.`,
        },
      ];
    }
    case "lifecycle":
      return [{ kind: "reopen", sentence: `An owner opens ${organization?.name} again.` }];
    case "policy":
      return policyChanges(refusal?.demands ?? [], question, asking);
    case "network": {
      const ip = question.ip ?? "";
      return [{ kind: "network", ip, sentence: `Come from a network of ${organization?.name}, or have ${ip} added to these.` }];
    }
    case "role": {
      const name = roles()[0]?.name ?? "";
      return [{ kind: "role", roles: roles(), sentence: isSelf ? `Have the role ${name} given to you.` : `Give them the role ${name}.` }];
    }
    case "instance_role":
      return [{ kind: "instance_role", sentence: "Be made an administrator by one of this Gatehouse." }];
    case "second_factor":
      return [{ kind: "proof", demands: ["second_factor"], methods: null, sentence: proofSentence(["second_factor"], null, asking) }];
    default:
      return undefined;
  }
}

function policyChanges(all: readonly Demand[], { who }: Question, asking: Asking): Change[] {
  const demands = all.filter((demand) => demand !== "domain");
  const accepted = who.organization?.policy.allowedMethods;
  const methods = demands.includes("method") && accepted ? [...accepted] : null;
  const name = who.organization?.name;
  return [
    ...(demands.length < all.length
      ? [{ kind: "domain" as const, sentence: `Use an address of a domain that ${name} accepts, or have the domain added to these.` }]
      : []),
    ...(demands.length > 0 ? [{ kind: "proof" as const, demands, methods, sentence: proofSentence(demands, methods, asking) }] : []),
  ];
}

/** The smallest change that would allow what a trace refuses: one for each rule that refuses. Null where none does, or nothing helps. */
export function remedyOf(trace: readonly Verdict[], question: Question, asking: Asking): Remedy | null {
  const lifted = trace.filter(({ refusal }) => refusal).map((verdict) => changesFor(verdict, question, asking));
  const changes = lifted.flatMap((each) => each ?? []);
  if (changes.length === 0 || lifted.includes(undefined)) return null;
  return remedyFrom(changes);
}

export function remedyFrom(changes: Change[]): Remedy {
  return { changes, sentence: changes.map(({ sentence }) => sentence).join(" ") };
}

import { isOrganizationPermission } from "../../http/access/catalogue.ts";
import { decide, type Question } from "../../http/access/decide.ts";
import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import { requireAccess } from "../../http/access/require-access.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import type { Principal } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { findAccess } from "../organization-access/index.ts";
import { accessOf, getSession } from "../sessions/index.ts";
import { getUser } from "../users/index.ts";
import type { Action } from "./actions.ts";
import { sessionAsAsked, sessionBy, shownWith } from "./assumed-session.ts";
import { isThere, listOwnRoles, type ObjectType, type OwnRole } from "./objects.queries.ts";
import { remedyFrom, remedyOf, type Remedy } from "./remedy.ts";

export type ExplainDeps = { db: Db; clock: Clock };

export type Asked = {
  /** Who asks, and from where. */
  principal: Principal;
  ip: string;
  userId: string;
  action: Action;
  object: { type: "organization" | ObjectType; id: string } | undefined;
  context: { ip?: string | undefined; methods?: readonly string[] | undefined };
};

type Explained = { question: Question; assumptions: string[]; elsewhere: OrganizationAccess | undefined };

/** Whether somebody may do something, by which rule, and what would allow it. Throws what `requireAccess` throws to who may not ask. */
export async function explainWhy(deps: ExplainDeps, asked: Asked) {
  const isSelf = asked.userId === asked.principal.userId;
  const { question: bare, assumptions, elsewhere } = await (isSelf ? aboutSelf(deps, asked) : aboutAnother(deps, asked));
  const question = { ...bare, object: await lookUp(deps, asked, bare) };
  const { isAllowed, rule, because, trace, ...refusal } = decide(question);
  const asking = { isSelf, roles: await rolesToName(deps, asked, isSelf, bare.organizationId) };
  return {
    isAllowed,
    rule,
    because,
    problem: "problem" in refusal ? refusal.problem : null,
    action: asked.action,
    trace: trace.map((verdict) => ({ rule: verdict.rule, because: verdict.because, isPassed: verdict.refusal === undefined })),
    assumptions,
    remedy: elsewhere ? afterSwitching(question, elsewhere) : remedyOf(trace, question, asking),
  };
}

/** As a request of theirs would be judged now. */
async function aboutSelf({ db, clock }: ExplainDeps, { principal, ip, action, object, context }: Asked): Promise<Explained> {
  const now = clock();
  const organizationId = object?.type === "organization" ? object.id.toLowerCase() : principal.organization?.organizationId;
  if (isOrganizationPermission(action.permission) && organizationId === undefined) {
    throw invalidField("/object", [{ code: "required", message: "Name an organization: you act in none." }]);
  }
  const session = context.methods && sessionBy(context.methods, now);
  const as = (access: OrganizationAccess) => (session ? { ...access, shown: { ...access.shown, ...session } } : access);
  const who = {
    ...principal,
    methods: session?.methods ?? principal.methods,
    organization: principal.organization && as(principal.organization),
  };
  const isElsewhere = organizationId !== undefined && organizationId !== principal.organization?.organizationId;
  const other = isElsewhere ? await findOwnAccess(db, principal, organizationId) : undefined;
  const question = { permission: action.permission, who, organizationId, ip: context.ip ?? ip, now };
  return { question, assumptions: [], elsewhere: isOrganizationPermission(action.permission) ? other && as(other) : undefined };
}

async function findOwnAccess(db: Db, { userId, sessionId }: Principal, organizationId: string): Promise<OrganizationAccess | undefined> {
  const { email } = await getUser(db, userId);
  return (await accessOf(db, organizationId, { ...(await getSession(db, sessionId)), userEmail: email })) ?? undefined;
}

/** They are a member of an organization in which they do not act: what would be missing there, and then the switch. */
function afterSwitching(question: Question, there: OrganizationAccess): Remedy {
  const inside = { ...question, who: { ...question.who, organization: there } };
  const before = remedyOf(decide(inside).trace, inside, { isSelf: true, roles: [] })?.changes ?? [];
  const { organizationId, name } = there;
  return remedyFrom([...before, { kind: "switch", organizationId, sentence: `Switch to ${name}.` }]);
}

/** Of another only in the organization in which one acts, and may ask: of who is no member, and of who does not exist, the same. */
async function aboutAnother({ db, clock }: ExplainDeps, asked: Asked): Promise<Explained> {
  const { principal, ip, userId, action, object, context } = asked;
  const now = clock();
  const organizationId = object?.type === "organization" ? object.id.toLowerCase() : undefined;
  requireAccess({ permission: "access:explain", who: principal, organizationId, ip, now });
  const own = principal.organization;
  if (!own) throw new Problem("not_found");
  if (!isOrganizationPermission(action.permission) && action.permission !== "authenticated" && action.permission !== "public") {
    throw invalidField("/action", [
      { code: "not_allowed", message: "What somebody may do beyond the organization is told to themselves alone." },
    ]);
  }
  const given = context.methods && sessionBy(context.methods, now);
  const { shown, assumptions } = given ? { shown: given, assumptions: [] } : sessionAsAsked(own.policy, now);
  const access = await findAccess(db, { organizationId: own.organizationId, userId, shown: shownWith(shown, "") });
  const user = access && (await getUser(db, userId));
  const organization = access && user ? { ...access, shown: shownWith(shown, user.email) } : null;
  const who = { instanceRole: null, methods: shown.methods, impersonatorId: null, organization, isShutOut: Boolean(user?.disabledAt) };
  const fromAnywhere = context.ip === undefined && own.networks ? ["It is taken that they come from one of its networks."] : [];
  const question = { permission: action.permission, who, organizationId: own.organizationId, ip: context.ip, now };
  return { question, assumptions: organization ? [...assumptions, ...fromAnywhere] : [], elsewhere: undefined };
}

/** Looked for by who may do it only, as with a request: nobody else learns what there is. */
async function lookUp({ db }: ExplainDeps, { object }: Asked, question: Question): Promise<Question["object"]> {
  const { organization } = question.who;
  if (!object || object.type === "organization" || !organization || !decide(question).isAllowed) return undefined;
  const { type, id } = object;
  const { organizationId } = organization;
  return {
    type: type.replace("_", " "),
    isThere: await inOrganization(db, organizationId, (tx) => isThere(tx, organizationId, { type, id })),
  };
}

/** The organization's own roles, for who may see them, when it is the one that is asked about. Who asks about another gives roles, and has them named. */
async function rolesToName(
  { db, clock }: ExplainDeps,
  { principal, ip }: Asked,
  isSelf: boolean,
  about: string | undefined,
): Promise<OwnRole[]> {
  const { organization } = principal;
  if (!organization || organization.organizationId !== about) return [];
  const { organizationId } = organization;
  const seesRoles = !isSelf || decide({ permission: "roles:read", who: principal, ip, now: clock() }).isAllowed;
  return seesRoles ? inOrganization(db, organizationId, (tx) => listOwnRoles(tx, organizationId)) : [];
}

import { roleOf } from "../../http/access/roles.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, type ActDeps, type Acting } from "../organizations/index.ts";
import { requireHeld } from "../roles/index.ts";
import { countDomains, deleteDomain, insertDomain, lockDomain, updateDomain } from "./domains.queries.ts";
import { MOST_DOMAINS, type NewMemberRole, type OrganizationDomain } from "./organization-domain.ts";
import { isPublicMailDomain } from "./public-mail-domains.ts";

export type Changing = { principal: Principal; organizationId: string; origin: Origin };
type Wanted = Pick<OrganizationDomain, "domain" | "mode" | "newMemberRole">;

/** Nobody opens a door to more than they hold. Throws `grant_exceeds_own`. */
export function requireHeldRole({ access }: Pick<Acting, "access">, newMemberRole: NewMemberRole): void {
  requireHeld(access, roleOf({ builtInRole: newMemberRole, roleId: null, roleName: null, rolePermissions: null }).permissions);
}

/** Throws `not_found`. */
export async function holdDomain(tx: Db, organizationId: string, id: string): Promise<OrganizationDomain> {
  const domain = await lockDomain(tx, organizationId, id);
  if (!domain) throw new Problem("not_found");
  return domain;
}

type Told = {
  action: "domain.added" | "domain.code_sent" | "domain.verified" | "domain.updated" | "domain.removed";
  id: string;
  origin: Origin;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

export async function recordDomain(tx: Db, { organization, actor, now }: Acting, { id, ...told }: Told): Promise<void> {
  await recordEvent(tx, { ...told, outcome: "success", actor, target: { type: "domain", id }, organizationId: organization.id }, now);
}

/**
 * Adds a domain, which lets nobody in before it is proven. That another organization has proven it is told to who proves it too, and
 * not to who only names it. Throws `public_mail_domain`, `domain_taken` when it is in the list already, `too_many_domains`,
 * `grant_exceeds_own`, and what `actInOrganization` throws.
 */
export async function addDomain(deps: ActDeps, { wanted, ...act }: Changing & { wanted: Wanted }): Promise<OrganizationDomain> {
  if (isPublicMailDomain(wanted.domain)) throw new Problem("public_mail_domain");
  return actInOrganization(deps, { ...act, permission: "domains:update" }, async (tx, acting) => {
    const { now, organization } = acting;
    requireHeldRole(acting, wanted.newMemberRole);
    const noCode = { codeHash: null, codeSentTo: null, codeExpiresAt: null, codeTries: 0 };
    const fresh = { ...wanted, ...noCode, id: newId(now), organizationId: organization.id, createdAt: now, verifiedAt: null, version: 1 };
    if (!(await insertDomain(tx, fresh))) throw new Problem("domain_taken", { detail: "The domain is in your list already." });
    if ((await countDomains(tx, organization.id)) > MOST_DOMAINS) throw new Problem("too_many_domains");
    await recordDomain(tx, acting, { action: "domain.added", id: fresh.id, origin: act.origin, after: wanted });
    return fresh;
  });
}

type Change = { mode?: Wanted["mode"] | undefined; newMemberRole?: NewMemberRole | undefined };

/** Changes how people of the domain come in. Throws `not_found`, `precondition_failed`, `grant_exceeds_own`, and what `actInOrganization` throws. */
export async function changeDomain(
  deps: ActDeps,
  { domainId, change, versions, ...act }: Changing & { domainId: string; change: Change; versions: readonly number[] | undefined },
): Promise<OrganizationDomain> {
  return actInOrganization(deps, { ...act, permission: "domains:update" }, async (tx, acting) => {
    const domain = await holdDomain(tx, act.organizationId, domainId);
    if (versions && !versions.includes(domain.version)) throw new Problem("precondition_failed");
    const before = { mode: domain.mode, newMemberRole: domain.newMemberRole };
    const after = { mode: change.mode ?? before.mode, newMemberRole: change.newMemberRole ?? before.newMemberRole };
    if (before.mode === after.mode && before.newMemberRole === after.newMemberRole) return domain;
    requireHeldRole(acting, after.newMemberRole);
    await recordDomain(tx, acting, { action: "domain.updated", id: domain.id, origin: act.origin, before, after });
    return updateDomain(tx, domain, after);
  });
}

/** Nobody comes in by the domain any more, and another organization can prove it. Throws `not_found`, and what `actInOrganization` throws. */
export async function removeDomain(deps: ActDeps, { domainId, ...act }: Changing & { domainId: string }): Promise<void> {
  await actInOrganization(deps, { ...act, permission: "domains:update" }, async (tx, acting) => {
    const domain = await holdDomain(tx, act.organizationId, domainId);
    await deleteDomain(tx, domain);
    const before = { domain: domain.domain, isProven: domain.verifiedAt !== null };
    await recordDomain(tx, acting, { action: "domain.removed", id: domain.id, origin: act.origin, before });
  });
}

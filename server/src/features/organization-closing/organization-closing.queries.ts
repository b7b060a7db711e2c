import type { Db } from "../../platform/db.ts";
import type { Organization } from "../organizations/index.ts";
import type { User } from "../users/index.ts";

/** The members whose accounts are open, within the organization's context. */
export async function listOpenMembers(tx: Db, organizationId: string): Promise<Array<Pick<User, "id" | "email" | "name">>> {
  return tx("memberships as m")
    .join("users as u", "u.id", "m.userId")
    .where("m.organizationId", organizationId)
    .whereNull("u.disabledAt")
    .orderBy("u.id")
    .select("u.id", "u.email", "u.name");
}

export type BlastRadius = { members: number; membersWithoutOther: number; invitations: number; domains: number; customRoles: number };

/** What would go with the organization, within its context. */
export async function readBlastRadius(tx: Db, organizationId: string, now: Date): Promise<BlastRadius> {
  const { rows } = await tx.raw<{ rows: [BlastRadius] }>(
    `select
       (select count(*)::int from memberships where organization_id = :organizationId) as members,
       (select count(*)::int from memberships m where m.organization_id = :organizationId and not exists (
         select from organizations_of_user(m.user_id) o where o.organization_id <> m.organization_id and o.closed_at is null
       )) as members_without_other,
       (select count(*)::int from organization_invitations where organization_id = :organizationId and expires_at > :now
         and accepted_at is null and declined_at is null and revoked_at is null) as invitations,
       (select count(*)::int from organization_domains where organization_id = :organizationId) as domains,
       (select count(*)::int from roles where organization_id = :organizationId) as custom_roles`,
    { organizationId, now },
  );
  return rows[0];
}

/** The organizations whose time is over. */
export async function listDueOrganizations(db: Db, now: Date): Promise<string[]> {
  const { rows } = await db.raw<{ rows: Array<{ id: string }> }>("select id from organizations_due_for_erasure(?) as due (id)", [now]);
  return rows.map(({ id }) => id);
}

/** The organization, held until the transaction ends, if its time is over; what another process works on is left to it. Within its context. */
export async function lockDueOrganization(tx: Db, id: string, now: Date): Promise<Organization | undefined> {
  return tx<Organization>("organizations").where({ id }).where("erasesAt", "<=", now).forUpdate().skipLocked().first();
}

/** The organization, held until the transaction ends; undefined when there is none any more. Within its context. */
export async function lockOrganizationIfAny(tx: Db, id: string): Promise<Organization | undefined> {
  return tx<Organization>("organizations").where({ id }).forUpdate().first();
}

export async function hasMembers(tx: Db, organizationId: string): Promise<boolean> {
  return (await tx("memberships").where({ organizationId }).first("userId")) !== undefined;
}

/** With every row of it: the references delete them. What is in the record stays. */
export async function deleteOrganization(tx: Db, id: string): Promise<void> {
  await tx("organizations").where({ id }).delete();
}

export type OwnedOrganization = { organizationId: string; name: string; otherOwners: string; otherMembers: string };

/** The open organizations that a person owns, with how many others own them and can sign in, and how many members stay if they go. */
export async function listOwnedOrganizations(tx: Db, userId: string): Promise<OwnedOrganization[]> {
  const { rows } = await tx.raw<{ rows: OwnedOrganization[] }>("select * from owned_organizations(?)", [userId]);
  return rows;
}

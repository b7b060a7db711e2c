import type { RoleColumns } from "../../http/access/roles.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { KEEP_SECONDS, type InvitationState, type OrganizationInvitation } from "./organization-invitation.ts";

const TABLE = "organizationInvitations";
const isUndecided = "accepted_at is null and declined_at is null and revoked_at is null";

export async function insertInvitation(tx: Db, invitation: OrganizationInvitation): Promise<void> {
  await tx(TABLE).insert(invitation);
}

export async function updateInvitation(
  tx: Db,
  { id, organizationId }: Pick<OrganizationInvitation, "id" | "organizationId">,
  change: Partial<OrganizationInvitation>,
): Promise<void> {
  await tx(TABLE).where({ id, organizationId }).update(change);
}

/** Held until the transaction ends. Within the organization's context. */
export async function lockInvitation(tx: Db, organizationId: string, id: string): Promise<OrganizationInvitation | undefined> {
  return tx<OrganizationInvitation>(TABLE).where({ organizationId, id }).forUpdate().first();
}

export async function findInvitation(tx: Db, organizationId: string, id: string): Promise<OrganizationInvitation | undefined> {
  return tx<OrganizationInvitation>(TABLE).where({ organizationId, id }).first();
}

/** Those of the addresses that wait for an answer, the expired ones too. The organization is held, so that they stay as they are. */
export async function listUndecided(tx: Db, organizationId: string, emails: readonly string[]): Promise<OrganizationInvitation[]> {
  return tx<OrganizationInvitation>(TABLE).where({ organizationId }).whereIn("email", emails).whereRaw(isUndecided);
}

/** How many can be accepted now. */
export async function countOpen(tx: Db, organizationId: string, now: Date): Promise<number> {
  const [row] = await tx(TABLE)
    .where({ organizationId })
    .whereRaw(isUndecided)
    .where("expiresAt", ">", now)
    .count<[{ count: string }]>("*");
  return Number(row?.count ?? 0);
}

/** Those of the addresses that are a member's. */
export async function listMembersAt(tx: Db, organizationId: string, emails: readonly string[]): Promise<string[]> {
  return tx("memberships")
    .join("users", "users.id", "memberships.userId")
    .where({ organizationId })
    .whereIn("users.email", emails)
    .pluck("users.email");
}

export type ListedInvitation = OrganizationInvitation & RoleColumns;

const IN_STATE: Record<InvitationState, string> = {
  open: `${isUndecided} and expires_at > :now`,
  expired: `${isUndecided} and expires_at <= :now`,
  accepted: "accepted_at is not null",
  declined: "declined_at is not null",
  revoked: "revoked_at is not null",
};

/** What waits for an answer, the expired ones too: sent by that person, or to that address. */
export async function listUndecidedOf(
  tx: Db,
  organizationId: string,
  { userId, email }: { userId: string; email?: string },
): Promise<ListedInvitation[]> {
  return tx(`${TABLE} as i`)
    .leftJoin("roles as r", (on) => on.on("r.id", "i.roleId").andOn("r.organizationId", "i.organizationId"))
    .where("i.organizationId", organizationId)
    .whereRaw(isUndecided)
    .where((either) => void either.where("i.invitedBy", userId).orWhere("i.email", email ?? ""))
    .select("i.*", "r.name as roleName", "r.permissions as rolePermissions");
}

export async function revokeInvitations(tx: Db, organizationId: string, ids: readonly string[], now: Date): Promise<void> {
  await tx(TABLE).where({ organizationId }).whereIn("id", ids).update({ revokedAt: now });
}

type Page = { before?: string; limit: number; state?: InvitationState | undefined };

/** Newest first; one more than `limit` when there is a further page. */
export async function listInvitations(tx: Db, organizationId: string, page: Page, now: Date): Promise<ListedInvitation[]> {
  const query = tx(`${TABLE} as i`)
    .leftJoin("roles as r", (on) => on.on("r.id", "i.roleId").andOn("r.organizationId", "i.organizationId"))
    .where("i.organizationId", organizationId);
  if (page.before) void query.where("i.id", "<", page.before);
  if (page.state) void query.whereRaw(IN_STATE[page.state], { now });
  return query
    .orderBy("i.id", "desc")
    .limit(page.limit + 1)
    .select("i.*", "r.name as roleName", "r.permissions as rolePermissions");
}

/** Whose invitation the token opens, decided or not, before anything is known of the organization. */
export async function findOrganizationOfToken(
  db: Db,
  tokenHash: Buffer,
): Promise<{ organizationId: string; invitationId: string } | undefined> {
  const { rows } = await db.raw<{ rows: Array<{ organizationId: string; invitationId: string }> }>(
    "select * from organization_of_invitation(?)",
    [tokenHash],
  );
  return rows[0];
}

/** The organization of an invitation to the person's proven address, or of one that they accepted: within the person's context. */
export async function findOrganizationOfOwn(tx: Db, invitationId: string): Promise<string | undefined> {
  const row = await tx<OrganizationInvitation>(TABLE).where({ id: invitationId }).first("organizationId");
  return row?.organizationId;
}

export type OfferedInvitation = Omit<RoleColumns, "rolePermissions"> & {
  id: string;
  organizationId: string;
  organizationName: string;
  invitedByName: string | null;
  createdAt: Date;
  expiresAt: Date;
};

/** What the owner of an address can accept, newest first, a hundred at most. */
export async function listOffered(db: Db, email: string, now: Date): Promise<OfferedInvitation[]> {
  const { rows } = await db.raw<{ rows: OfferedInvitation[] }>("select * from invitations_for_address(?, ?)", [email, now]);
  return rows;
}

/** Of many who register with one token, one after the other. */
export async function lockToken(tx: Db, tokenHash: Buffer): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`organization invitation ${tokenHash.toString("hex")}`]);
}

/** Forgets invitations and requests to join, with the addresses in them, 30 days after they were decided or expired. */
export async function deleteDecided(db: Db, now: Date): Promise<void> {
  await db.raw("select forget_decided(?)", [addSeconds(now, -KEEP_SECONDS)]);
}

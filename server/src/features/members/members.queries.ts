import type { Db } from "../../platform/db.ts";
import { readUserSearch } from "../users/index.ts";
import type { Member } from "./member.ts";

const HAS_SECOND_FACTOR = `(exists (select from passkeys where passkeys.user_id = m.user_id)
  or exists (select from totp_credentials t where t.user_id = m.user_id and t.confirmed_at is not null))`;
const LAST_SEEN = `(select max(s.last_seen_at) from sessions s
  where s.user_id = m.user_id and s.organization_id = m.organization_id and s.ended_at is null)`;

function members(tx: Db, organizationId: string) {
  return tx<Member>("memberships as m")
    .join("users as u", "u.id", "m.userId")
    .leftJoin("roles as r", (on) => void on.on("r.organizationId", "m.organizationId").andOn("r.id", "m.roleId"))
    .where("m.organizationId", organizationId)
    .select(
      "m.userId",
      "u.name",
      "u.email",
      "m.builtInRole",
      "m.roleId",
      "r.name as roleName",
      "r.permissions as rolePermissions",
      "m.createdAt as joinedAt",
      "m.version",
      tx.raw("u.disabled_at is not null as is_disabled"),
      tx.raw(`${HAS_SECOND_FACTOR} as has_second_factor`),
      tx.raw(`${LAST_SEEN} as last_seen_at`),
    );
}

type Wanted = { organizationId: string; search?: string | undefined };

/**
 * The members who fit, those with the newest account first, before them the one whose very address was typed; one more than `limit`
 * when there is a further page.
 */
export async function listMembers(
  tx: Db,
  { organizationId, search = "" }: Wanted,
  page: { before?: string; limit: number },
): Promise<Member[]> {
  const { id, words, marks, email } = readUserSearch(search);
  const query = members(tx, organizationId);
  if (id) void query.where("m.userId", id);
  if (words) void query.whereRaw("user_words(u.email, u.name) @@ cast(lower(?) as tsquery)", [words]);
  if (marks) void query.whereRaw("strpos(lower(u.email || ' ' || u.name), lower(?)) > 0", [marks]);
  // A page of one has no room for anybody out of their turn: its last one says where the next page begins.
  const meant = page.limit > 1 ? email : undefined;
  const first = meant && !page.before ? await query.clone().where("u.email", meant) : [];
  if (meant) void query.whereNot("u.email", meant);
  if (page.before) void query.where("m.userId", "<", page.before);
  const others = await query.orderBy("m.userId", "desc").limit(page.limit + 1 - first.length);
  return [...first, ...others] as Member[];
}

/** Undefined outside the organization's context, too. */
export async function findMember(tx: Db, organizationId: string, userId: string): Promise<Member | undefined> {
  return (await members(tx, organizationId).where("m.userId", userId).first()) as Member | undefined;
}

/** Whether an owner other than this one can sign in. */
export async function hasOtherOwner(tx: Db, organizationId: string, userId: string): Promise<boolean> {
  const other = tx("memberships as m").join("users as u", "u.id", "m.userId").where({ organizationId, builtInRole: "owner" });
  return (await other.whereNot("m.userId", userId).whereNull("u.disabledAt").first("m.userId")) !== undefined;
}

type RoleOfMember = { builtInRole: string | null; roleId: string | null };

export async function updateRole(tx: Db, { organizationId, userId }: { organizationId: string; userId: string }, role: RoleOfMember) {
  await tx("memberships")
    .where({ organizationId, userId })
    .update({ ...role, version: tx.raw("version + 1") });
}

export async function deleteMembership(tx: Db, organizationId: string, userId: string): Promise<void> {
  await tx("memberships").where({ organizationId, userId }).delete();
}

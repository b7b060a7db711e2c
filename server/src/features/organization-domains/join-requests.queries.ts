import type { Db } from "../../platform/db.ts";
import type { JoinRequest } from "./organization-domain.ts";

const TABLE = "joinRequests";

/** False when the person has asked already, and waits. */
export async function insertJoinRequest(
  tx: Db,
  request: Pick<JoinRequest, "id" | "organizationId" | "userId" | "createdAt">,
): Promise<boolean> {
  const rows = await tx(TABLE)
    .insert(request)
    .onConflict(tx.raw("(organization_id, user_id) where decided_at is null") as never)
    .ignore()
    .returning("id");
  return rows.length > 0;
}

/** The request of a person that waits. In their own context, or the organization's. */
export async function findWaiting(tx: Db, organizationId: string, userId: string): Promise<JoinRequest | undefined> {
  return tx<JoinRequest>(TABLE).where({ organizationId, userId }).whereNull("decidedAt").first();
}

export async function findJoinRequest(tx: Db, organizationId: string, id: string): Promise<JoinRequest | undefined> {
  return tx<JoinRequest>(TABLE).where({ organizationId, id }).first();
}

/** Decides a request that waits. Undefined when it does not. */
export async function decideJoinRequest(
  tx: Db,
  { id, organizationId }: Pick<JoinRequest, "id" | "organizationId">,
  decided: { decision: "accepted" | "declined"; decidedBy: string | null; decidedAt: Date },
): Promise<boolean> {
  return (await tx(TABLE).where({ id, organizationId }).whereNull("decidedAt").update(decided)) === 1;
}

export type WaitingPerson = Pick<JoinRequest, "id" | "userId" | "createdAt"> & { name: string; email: string };

/** Who waits and has not come in another way, newest first; one more than `limit` when there is a further page. */
export async function listWaiting(tx: Db, organizationId: string, page: { before?: string; limit: number }): Promise<WaitingPerson[]> {
  const query = tx(`${TABLE} as j`)
    .join("users as u", "u.id", "j.userId")
    .where("j.organizationId", organizationId)
    .whereNull("j.decidedAt")
    .whereRaw("not exists (select from memberships m where m.organization_id = j.organization_id and m.user_id = j.user_id)");
  if (page.before) void query.where("j.id", "<", page.before);
  return query
    .orderBy("j.id", "desc")
    .limit(page.limit + 1)
    .select("j.id", "j.userId", "j.createdAt", "u.name", "u.email");
}

/** Whether somebody there has once removed the person. */
export async function wasRemoved(tx: Db, organizationId: string, userId: string): Promise<boolean> {
  const row = await tx("auditEvents").where({ organizationId, subjectUserId: userId, action: "member.removed" }).first("id");
  return row !== undefined;
}

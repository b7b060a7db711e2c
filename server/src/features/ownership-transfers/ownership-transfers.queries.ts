import type { Db } from "../../platform/db.ts";
import type { OwnershipTransfer, StandingTransfer } from "./ownership-transfer.ts";

export async function insertTransfer(tx: Db, transfer: OwnershipTransfer): Promise<void> {
  await tx("ownershipTransfers").insert(transfer);
}

/**
 * The open transfer of the organization, if it can still be accepted: in its time, from an owner who can sign in, to a member, both since
 * before it was made: who was removed and came back has not brought it along. Within the organization's context.
 */
export async function findStandingTransfer(tx: Db, organizationId: string, now: Date): Promise<StandingTransfer | undefined> {
  const row = await tx("ownershipTransfers as t")
    .join("users as giver", "giver.id", "t.fromUserId")
    .join("users as taker", "taker.id", "t.toUserId")
    .join("memberships as gives", (on) => void on.on("gives.organizationId", "t.organizationId").andOn("gives.userId", "t.fromUserId"))
    .join("memberships as takes", (on) => void on.on("takes.organizationId", "t.organizationId").andOn("takes.userId", "t.toUserId"))
    .where({ "t.organizationId": organizationId, "gives.builtInRole": "owner" })
    .whereNull("t.endedAt")
    .whereNull("giver.disabledAt")
    .where("t.expiresAt", ">", now)
    .whereRaw("gives.created_at <= t.created_at and takes.created_at <= t.created_at")
    .first("t.*", "giver.name as fromName", "giver.email as fromEmail", "taker.name as toName", "taker.email as toEmail");
  return row as StandingTransfer | undefined;
}

export async function findTransfer(tx: Db, organizationId: string, id: string): Promise<OwnershipTransfer | undefined> {
  return tx<OwnershipTransfer>("ownershipTransfers").where({ organizationId, id }).first();
}

/** What was ever offered to a person, in the person's own context. */
export async function findOffered(tx: Db, toUserId: string, id: string): Promise<OwnershipTransfer | undefined> {
  return tx<OwnershipTransfer>("ownershipTransfers").where({ toUserId, id }).first();
}

/** Likewise, what has not ended. Some of it may have lapsed. */
export async function listOffered(tx: Db, toUserId: string): Promise<OwnershipTransfer[]> {
  return tx<OwnershipTransfer>("ownershipTransfers").where({ toUserId }).whereNull("endedAt").orderBy("id", "desc");
}

/** Ends what is open in the organization, or this one. */
export async function endTransfer(
  tx: Db,
  { organizationId, only }: { organizationId: string; only?: string },
  outcome: NonNullable<OwnershipTransfer["outcome"]>,
  now: Date,
): Promise<void> {
  const query = tx("ownershipTransfers").where({ organizationId }).whereNull("endedAt");
  if (only) void query.where({ id: only });
  await query.update({ endedAt: now, outcome });
}

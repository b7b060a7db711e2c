import type { Db } from "./db.ts";

/**
 * From here to its end, a transaction sees the rows of that organization and of no other, whatever its queries ask for; without
 * this, none at all. The setting ends with the transaction, so that a connection that a pooler hands on carries nothing over.
 */
export async function enterOrganization(tx: Db, organizationId: string): Promise<void> {
  requireTransaction(tx);
  await tx.raw("select set_config('gatehouse.organization_id', ?, true)", [organizationId]);
}

/** Likewise what is a person's own in every organization: their memberships, and the record of what they did and of what was done to them. */
export async function enterPerson(tx: Db, userId: string): Promise<void> {
  requireTransaction(tx);
  await tx.raw("select set_config('gatehouse.user_id', ?, true)", [userId]);
}

/** From here on the transaction is of no organization and of no person again. */
export async function leaveTenants(tx: Db): Promise<void> {
  await tx.raw("select set_config('gatehouse.organization_id', '', true), set_config('gatehouse.user_id', '', true)");
}

/** Runs in a transaction of its own that sees this organization alone. */
export async function inOrganization<T>(db: Db, organizationId: string, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await enterOrganization(tx, organizationId);
    return work(tx);
  });
}

/** Runs in a transaction of its own that sees what is this person's own. */
export async function asPerson<T>(db: Db, userId: string, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await enterPerson(tx, userId);
    return work(tx);
  });
}

/** Outside one, the setting would end with its own statement, and every query after it find nothing. */
function requireTransaction(tx: Db): void {
  if (!tx.isTransaction) throw new Error("only a transaction can be of an organization or a person");
}

import type { Db } from "../../platform/db.ts";
import type { Connection, IdentityKey } from "./connection.ts";

export async function findConnection(db: Db, { issuer, subject }: IdentityKey): Promise<Connection | undefined> {
  return db<Connection>("providerIdentities").where({ issuer, subject }).first();
}

/** Held until the transaction ends: who comes with the same identity at the same moment waits, and finds what was made of it. */
export async function lockIdentity(tx: Db, { issuer, subject }: IdentityKey): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`identity ${issuer} ${subject}`]);
}

/** The new connection, or undefined when the identity is connected already: Postgres decides, so that two at once cannot both win. */
export async function insertConnection(tx: Db, connection: Connection): Promise<Connection | undefined> {
  const rows = await tx<Connection>("providerIdentities").insert(connection).onConflict(["issuer", "subject"]).ignore().returning("*");
  return rows[0];
}

/**
 * Holds the person and the connection until the transaction ends, in this order, as everybody does. False when it is gone, or the person is disabled. Who wants to keep
 * the account that they closed is held as who is about to be changed.
 */
export async function lockConnection(tx: Db, id: string, { keepsAccount }: { keepsAccount: boolean }): Promise<boolean> {
  const query = tx("users")
    .join("providerIdentities", "providerIdentities.userId", "users.id")
    .where({ "providerIdentities.id": id })
    .whereRaw(keepsAccount ? "(users.disabled_at is null or users.closed_at is not null)" : "users.disabled_at is null");
  const row = await (keepsAccount ? query.forUpdate() : query.forShare()).first("providerIdentities.id");
  return row !== undefined;
}

export async function updateConnectionUse(db: Db, id: string, now: Date): Promise<void> {
  await db("providerIdentities").where({ id }).update({ lastUsedAt: now });
}

/** Those of a person, oldest first. */
export async function listConnections(db: Db, userId: string): Promise<Connection[]> {
  return db<Connection>("providerIdentities").where({ userId }).orderBy("id");
}

/** The connection that was taken away; undefined when there is none of theirs. */
export async function deleteConnection(tx: Db, { id, userId }: Pick<Connection, "id" | "userId">): Promise<Connection | undefined> {
  const rows = await tx<Connection>("providerIdentities").where({ id, userId }).delete().returning("*");
  return rows[0];
}

/** Takes the person's connections away, or those made since; answers with how many. */
export async function deleteConnectionsOf(tx: Db, userId: string, since: Date = new Date(0)): Promise<number> {
  return tx("providerIdentities").where({ userId }).where("createdAt", ">=", since).delete();
}

import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { User } from "../users/index.ts";
import { MOST_CONNECTIONS, type Connection } from "./connection.ts";
import { insertConnection, listConnections } from "./connections.queries.ts";

export type NewConnection = Pick<Connection, "provider" | "issuer" | "subject" | "email" | "emailVerified" | "name">;

/**
 * Connects a person with who they are at a provider, within the transaction of what proves both and holds the person. One
 * identity belongs to one account. Throws `connection_taken`, and `too_many_connections`.
 */
export async function addConnection(
  tx: Db,
  { user, connection, origin }: { user: Pick<User, "id" | "name">; connection: NewConnection; origin: Origin },
  now: Date,
): Promise<Connection> {
  const { provider, issuer, subject, email, emailVerified, name } = connection;
  const row = { id: newId(now), userId: user.id, provider, issuer, subject, email, emailVerified, name, createdAt: now, lastUsedAt: null };
  const added = await insertConnection(tx, row);
  if (!added) throw new Problem("connection_taken");
  if ((await listConnections(tx, user.id)).length > MOST_CONNECTIONS) throw new Problem("too_many_connections");
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "connection", id: added.id } as const;
  const after = { provider, email };
  await recordEvent(tx, { action: "connection.added", outcome: "success", actor, target, subjectUserId: user.id, origin, after }, now);
  return added;
}

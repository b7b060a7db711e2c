import type PgBoss from "pg-boss";
import type { Db } from "./db.ts";

type Connection = { query(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount: number }>; end(): Promise<void> };
type Client = { acquireConnection(): Promise<Connection>; releaseConnection(connection: Connection): Promise<void> };

/**
 * Lets the queue's statements run on our pool, or inside a transaction of ours. They are written with `$1`, which knex does not
 * take: hence the bare connection. One that failed is closed, since the queue's maintenance opens transactions of its own and
 * would leave it inside one.
 */
export function jobDatabase(db: Db): PgBoss.Db {
  const client = db.client as Client;
  return {
    async executeSql(text, values) {
      const connection = await client.acquireConnection();
      try {
        return await connection.query(text, values);
      } catch (error) {
        if (!db.isTransaction) await connection.end().catch(() => undefined);
        throw error;
      } finally {
        await client.releaseConnection(connection);
      }
    },
  };
}

import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import type { User } from "./user.ts";
import { hasOtherAdministrator, lockAdministrators } from "./users.queries.ts";

/**
 * Call it in the transaction that takes a person's role or account away, with the person held. Whoever is no administrator who
 * can sign in may go; of the others the last may not: throws `last_administrator`. Of two who go at once one is refused. Where
 * addresses are proven by mail, only administrators with a proven one count, for no other can sign in.
 */
export async function requireAnotherAdministrator(tx: Db, user: User, { mode }: { mode: "smtp" | "page" | "off" }): Promise<void> {
  if (user.instanceRole !== "administrator" || user.disabledAt) return;
  await lockAdministrators(tx);
  if (!(await hasOtherAdministrator(tx, user.id, { isVerified: mode === "smtp" }))) throw new Problem("last_administrator");
}

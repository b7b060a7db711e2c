import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { findUserByEmail, lockUser, type User } from "../users/index.ts";

/** Who is meant: an administrator names the account, an operator at a terminal its address. */
export type Whom = { userId: string } | { email: string };

/** Held, so that of many at once one makes the change and records it. Throws `not_found`. */
export async function lockWhom(tx: Db, whom: Whom): Promise<User> {
  if ("userId" in whom) return lockUser(tx, whom.userId);
  const user = await findUserByEmail(tx, whom.email);
  if (!user) throw new Problem("not_found", { detail: "There is no account with that address." });
  return lockUser(tx, user.id);
}

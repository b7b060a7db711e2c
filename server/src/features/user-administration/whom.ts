import type { InstancePermission } from "../../http/access/catalogue.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import type { Actor } from "../audit/index.ts";
import { holdAdministratorAndPerson } from "../sessions/index.ts";
import { findUserByEmail, lockUser, type User } from "../users/index.ts";

/** What an administrator does to somebody, over HTTP. */
export type ByAdministrator = { userId: string; principal: Principal; origin: Origin };

/** The same, or what the operator does at a terminal, who names the address. */
export type ByAnybody = ByAdministrator | { email: string; actor: { type: "system" }; origin?: never };

/**
 * Who is meant and who does it, held, so that of many at once one makes the change and records it. Throws `not_found`, and what
 * `holdAdministrator` throws.
 */
export async function holdWhom(tx: Db, act: ByAnybody, permission: InstancePermission, now: Date): Promise<{ user: User; actor: Actor }> {
  if ("principal" in act) {
    const { person, actor } = await holdAdministratorAndPerson(tx, { ...act, permission }, now);
    return { user: person, actor };
  }
  const user = await findUserByEmail(tx, act.email);
  if (!user) throw new Problem("not_found", { detail: "There is no account with that address." });
  return { user: await lockUser(tx, user.id), actor: act.actor };
}

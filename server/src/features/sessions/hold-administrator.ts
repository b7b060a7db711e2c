import type { InstancePermission } from "../../http/access/catalogue.ts";
import { requireAccess } from "../../http/access/require-access.ts";
import type { Principal } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import type { Actor } from "../audit/index.ts";
import { getUser, lockUsers, type User } from "../users/index.ts";
import { holdPrincipal } from "./hold-principal.ts";
import type { Session } from "./session.ts";

export type Held = { administrator: User; session: Session; actor: Actor };

/**
 * `holdPrincipal` for an act of administrators: beside their session, the role that permits it and its second factor must still be
 * there, or who has just been demoted or shut out would undo it with a request that waited. So every act of administrators begins with
 * this. Throws `session_ended`, `permission_denied`, and `second_factor_required`.
 */
export async function holdAdministrator(tx: Db, principal: Principal, permission: InstancePermission, now: Date): Promise<Held> {
  const { user: administrator, session } = await holdPrincipal(tx, principal, now);
  const { id, name, instanceRole } = administrator;
  const who = { instanceRole, methods: session.authenticationMethods, impersonatorId: session.impersonatorId, organization: null };
  requireAccess({ permission, who, now });
  return { administrator, session, actor: { type: "user", id, name } };
}

/** Likewise, with the person to whom it is done, who may be the administrator: both held. Throws `not_found`, too. */
export async function holdAdministratorAndPerson(
  tx: Db,
  { principal, permission, userId }: { principal: Principal; permission: InstancePermission; userId: string },
  now: Date,
): Promise<Held & { person: User }> {
  await lockUsers(tx, [principal.userId, userId]);
  const held = await holdAdministrator(tx, principal, permission, now);
  return { ...held, person: await getUser(tx, userId) };
}

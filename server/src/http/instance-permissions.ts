import { isStrong, type Permission, type Principal } from "./principal.ts";
import { Problem } from "./problem.ts";

/** What each instance role may do beyond its own things. */
const INSTANCE_PERMISSIONS: Record<NonNullable<Principal["instanceRole"]>, readonly Permission[]> = {
  administrator: [
    "invitations:read",
    "invitations:create",
    "invitations:revoke",
    "users:read",
    "users:update",
    "users:disable",
    "users:delete",
    "users:impersonate",
  ],
};

/**
 * Whoever holds an instance role acts by it only after a second factor: a stolen password alone must not open the instance. Throws
 * `permission_denied`, and `second_factor_required`.
 */
export function requirePermission(who: Pick<Principal, "instanceRole" | "methods">, permission: Permission): void {
  if (!who.instanceRole || !INSTANCE_PERMISSIONS[who.instanceRole].includes(permission)) throw new Problem("permission_denied");
  if (!isStrong(who)) throw new Problem("second_factor_required");
}

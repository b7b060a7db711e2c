import type { OrganizationPermission } from "../../http/access/catalogue.ts";
import { OWNERS_ALONE } from "../../http/access/roles.ts";
import { requireFreshProof } from "../../http/step-up.ts";
import type { Db } from "../../platform/db.ts";
import type { Acting } from "../organizations/index.ts";
import { getProof } from "../step-up/index.ts";

/**
 * To give what owners alone hold asks for a fresh proof of who gives it, in whatever way it is given: as a role, in a role, or by an
 * invitation. Otherwise each would be the way around the others. Throws `step_up_required`.
 */
export async function requireProofToGive(
  tx: Db,
  { session, now }: Pick<Acting, "session" | "now">,
  permissions: Iterable<OrganizationPermission>,
): Promise<void> {
  const given = new Set(permissions);
  if (OWNERS_ALONE.some((permission) => given.has(permission))) requireFreshProof(await getProof(tx, session.id), now);
}

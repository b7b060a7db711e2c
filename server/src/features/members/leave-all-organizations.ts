import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization, leaveTenants } from "../../platform/tenant.ts";
import { growEpoch, listOrganizationsOf } from "../organization-access/index.ts";
import { lockOrganization } from "../organizations/index.ts";
import type { User } from "../users/index.ts";
import { endMembership } from "./end-membership.ts";
import { getMember } from "./give-role.ts";
import { hasOtherOwner } from "./members.queries.ts";

/**
 * A person leaves every organization, but for those of which they alone are an owner: those stay theirs. Call it with the person held and
 * every session of theirs ended in the same transaction, so that nobody acts in these organizations by their name meanwhile.
 */
export async function leaveAllOrganizations(tx: Db, { user, origin }: { user: User; origin: Origin }, now: Date): Promise<void> {
  const ids = (await listOrganizationsOf(tx, user.id)).map(({ organizationId }) => organizationId).toSorted();
  const actor = { type: "user", id: user.id, name: user.name } as const;
  for (const organizationId of ids) {
    await enterOrganization(tx, organizationId);
    await lockOrganization(tx, organizationId);
    const member = await getMember(tx, organizationId, user.id);
    if (member.builtInRole === "owner" && !(await hasOtherOwner(tx, organizationId, user.id))) continue;
    await endMembership(tx, { organizationId, origin, actor, member, action: "member.left" }, now);
    await growEpoch(tx, organizationId, now);
  }
  await leaveTenants(tx);
}

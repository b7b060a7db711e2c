import type { Limiter } from "../../http/limits.ts";
import { addSeconds } from "../../platform/clock.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, updateOrganization, type Act, type ActDeps } from "../organizations/index.ts";
import { tellMembers, type TellDeps } from "./tell-members.ts";

/** How long a closed organization can be opened again before it is deleted for good: as long as an account. */
const UNDO_SECONDS = 14 * 86_400;

export type CloseDeps = ActDeps & TellDeps & { limiter: Limiter };

/**
 * Closes the organization: nobody acts in it any more from the next request on, and after 14 days it is deleted for good. Every member
 * is told, also by mail: so it is done a few times a day at most. Throws `too_many_requests`, and what `actInOrganization` throws.
 */
export async function closeOrganization(deps: CloseDeps, act: Omit<Act, "permission" | "persons">): Promise<{ erasesAt: Date }> {
  const { organizationId, origin } = act;
  await deps.limiter.consume("organizationClosings", organizationId);
  return actInOrganization(
    deps,
    { ...act, permission: "organization:delete" },
    async (tx, { organization, actor, user, now, growEpoch }) => {
      const erasesAt = addSeconds(now, UNDO_SECONDS);
      await updateOrganization(tx, organizationId, { closedAt: now, erasesAt }, now);
      const target = { type: "organization", id: organizationId } as const;
      const event = { action: "organization.closed", outcome: "success", actor, target, organizationId } as const;
      await recordEvent(tx, { ...event, subjectUserId: user.id, origin, after: { erasesAt } }, now);
      await tellMembers(deps, tx, { kind: "organization_closed", organization, by: user.name }, now);
      await growEpoch();
      return { erasesAt };
    },
  );
}

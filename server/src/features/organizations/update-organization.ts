import { Problem } from "../../http/problem.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, type Act, type ActDeps } from "./act-in-organization.ts";
import type { Organization } from "./organization.ts";
import { updateOrganization } from "./organizations.queries.ts";

type Change = { name?: string | undefined; slug?: string | undefined };

/** Renames an organization. What is so already is no change. Throws `precondition_failed`, `slug_taken`, and what `actInOrganization` throws. */
export async function renameOrganization(
  deps: ActDeps,
  act: Omit<Act, "permission">,
  { change, versions }: { change: Change; versions: readonly number[] | undefined },
): Promise<Organization> {
  return actInOrganization(deps, { ...act, permission: "organization:update" }, async (tx, { organization, actor, now, growEpoch }) => {
    if (versions && !versions.includes(organization.version)) throw new Problem("precondition_failed");
    const before = { name: organization.name, slug: organization.slug };
    const after = { name: change.name ?? before.name, slug: change.slug ?? before.slug };
    if (before.name === after.name && before.slug === after.slug) return organization;
    const changed = await updateOrganization(tx, organization.id, after, now);
    if (!changed) throw new Problem("slug_taken");
    const { organizationId, origin } = act;
    const target = { type: "organization", id: organizationId } as const;
    await recordEvent(
      tx,
      { action: "organization.updated", outcome: "success", actor, target, organizationId, origin, before, after },
      now,
    );
    // Processes remember what it is called.
    await growEpoch();
    return changed;
  });
}

import type { QueryClient } from "@tanstack/react-query";
import type { OrganizationRefusal } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { session } from "../../lib/session/browser-session.ts";
import { switchOrganization } from "../../lib/session/switch-organization.ts";
import { myOrganizations } from "./organization-queries.ts";

/** How an attempt to enter ended: inside, refused with what is asked for first, or no organization of theirs has that address. */
export type Entry = "inside" | "unknown" | OrganizationRefusal;

/**
 * Lets this browser's session act in it.
 * @throws Problem, Unreachable or SignedOut, having changed nothing.
 */
export async function enterOrganization({ id: organizationId, name }: { id: string; name: string }): Promise<Entry> {
  try {
    await switchOrganization(session, organizationId);
    return "inside";
  } catch (error) {
    if (isProblem(error, "not_found")) return "unknown";
    if (isProblem(error, "organization_closed")) return { organizationId, name, isClosed: true, demands: [] };
    if (!isProblem(error, "organization_policy_unmet")) throw error;
    return { organizationId, name, isClosed: false, demands: [...error.demands] };
  }
}

/** The same by its address. */
export async function enterBySlug(queries: QueryClient, slug: string): Promise<Entry> {
  const own = (await queries.fetchQuery(myOrganizations)).find((organization) => organization.slug === slug);
  return own ? enterOrganization(own) : "unknown";
}

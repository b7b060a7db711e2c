import { queryOptions } from "@tanstack/react-query";
import type { OrganizationRole } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

/** Reads the roles now, past every cache. */
export async function readRoles(organizationId: string, signal?: AbortSignal): Promise<readonly OrganizationRole[]> {
  const options = { params: { organizationId }, ...(signal && { signal }) };
  return (await api("GET /organizations/{organizationId}/roles", options)).data.items;
}

/** The roles of an organization: those that every one has, the widest first, then its own by name. */
export const organizationRoles = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "roles"],
    queryFn: ({ signal }) => readRoles(organizationId, signal),
  });

import { queryOptions } from "@tanstack/react-query";
import type { Organization } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

/** The organizations of which the person is a member. */
export const myOrganizations = queryOptions({
  queryKey: ["me", "organizations"],
  queryFn: async ({ signal }) => (await api("GET /me/organizations", { signal })).data.items,
});

/** An organization as it was read, and its version. */
export interface ReadOrganization {
  organization: Organization;
  etag: string | null;
}

/** Reads its settings now, past every cache. */
export async function readOrganization(organizationId: string, signal?: AbortSignal): Promise<ReadOrganization> {
  const options = { params: { organizationId }, ...(signal && { signal }) };
  const { data: organization, etag } = await api("GET /organizations/{organizationId}", options);
  return { organization, etag };
}

/** Its settings; never shown from a cache, because what is edited has to be what is saved. */
export const organizationSettings = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "settings"],
    queryFn: ({ signal }) => readOrganization(organizationId, signal),
    gcTime: 0,
    staleTime: Infinity,
  });

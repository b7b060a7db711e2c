import { keepPreviousData, queryOptions } from "@tanstack/react-query";
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

/** Whether the person is not alone: somebody else is a member, or is invited. */
export const company = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "company"],
    queryFn: async ({ signal }) => {
      const params = { organizationId };
      const { data: members } = await api("GET /organizations/{organizationId}/members", { params, query: { limit: 2 }, signal });
      if (members.items.length > 1) return true;
      const query = { limit: 1, state: "open" as const };
      const { data: invitations } = await api("GET /organizations/{organizationId}/invitations", { params, query, signal });
      return invitations.items.length > 0;
    },
  });

/** What it demands of its members, and the version of that. */
export function readPolicy(organizationId: string, signal?: AbortSignal) {
  return api("GET /organizations/{organizationId}/policy", { params: { organizationId }, ...(signal && { signal }) });
}

/** What it demands of its members. */
export const policyOf = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "first-policy"],
    queryFn: async ({ signal }) => (await readPolicy(organizationId, signal)).data,
  });

/** What would be deleted with it; asked anew before each question. */
export const blastRadius = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "blast-radius"],
    queryFn: async ({ signal }) =>
      (await api("GET /organizations/{organizationId}/blast-radius", { params: { organizationId }, signal })).data,
    gcTime: 0,
  });

/** The open offer to take it over, if there is one. */
export const openTransfer = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "ownership-transfer"],
    queryFn: async ({ signal }) =>
      (await api("GET /organizations/{organizationId}/ownership-transfers", { params: { organizationId }, signal })).data.transfer,
  });

/** Members who fit, the first page of them. */
export const membersFound = (organizationId: string, search: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "members", "to-choose", search],
    queryFn: async ({ signal }) => {
      const options = { params: { organizationId }, query: { limit: 20, ...(search && { search }) }, signal };
      return (await api("GET /organizations/{organizationId}/members", options)).data.items;
    },
    placeholderData: keepPreviousData,
  });

/** The organizations that the person is asked to take over. */
export const myTransfers = queryOptions({
  queryKey: ["me", "ownership-transfers"],
  queryFn: async ({ signal }) => (await api("GET /me/ownership-transfers", { signal })).data.items,
});

import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BodyOf, OrganizationPolicy } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

export type PolicyInput = BodyOf<"PUT /organizations/{organizationId}/policy">;

/** A policy as it was read, and its version. */
export interface ReadPolicy {
  policy: OrganizationPolicy;
  etag: string | null;
}

/** Reads what the organization demands now, past every cache. */
export async function readPolicy(organizationId: string, signal?: AbortSignal): Promise<ReadPolicy> {
  const options = { params: { organizationId }, ...(signal && { signal }) };
  const { data: policy, etag } = await api("GET /organizations/{organizationId}/policy", options);
  return { policy, etag };
}

/** What the organization demands; never shown from a cache, because what is edited has to be what is saved. */
export const organizationPolicy = (organizationId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "policy"],
    queryFn: ({ signal }) => readPolicy(organizationId, signal),
    gcTime: 0,
    staleTime: Infinity,
  });

/** What a policy would do; what was told before stays in view until the answer is there. */
export const policyPreview = (organizationId: string, body: PolicyInput) =>
  queryOptions({
    queryKey: ["organization", organizationId, "policy-preview", body],
    queryFn: async ({ signal }) => {
      return (await api("POST /organizations/{organizationId}/policy/preview", { params: { organizationId }, body, signal })).data;
    },
    gcTime: 0,
    placeholderData: keepPreviousData,
  });

import { infiniteQueryOptions } from "@tanstack/react-query";
import type { LookIntoOrganization } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

const pageSize = 50;

/** The organizations of this instance, newest first; nothing of what is in them. */
export const tenants = infiniteQueryOptions({
  queryKey: ["instance", "organizations"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ pageParam: cursor, signal }) =>
    (await api("GET /instance/organizations", { query: { cursor, limit: pageSize }, signal })).data,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

/** One look into an organization, a page of its members at a time. Each is written into its record: never ask twice for the same. */
export async function lookInto(id: string, reason: string, cursor?: string): Promise<LookIntoOrganization> {
  return (await api("GET /instance/organizations/{id}", { params: { id }, query: { reason, cursor, limit: pageSize } })).data;
}

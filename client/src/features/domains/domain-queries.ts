import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";

const pageSize = 50;

/** The mail domains of an organization, newest first. */
export const domainsOf = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: ["organization", organizationId, "domains"],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { cursor, limit: pageSize };
      return (await api("GET /organizations/{organizationId}/domains", { params: { organizationId }, query, signal })).data;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

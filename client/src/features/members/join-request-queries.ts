import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { membersKey } from "./member-queries.ts";

const pageSize = 50;

/** Who asks to join and waits for an answer, newest first. */
export const joinRequests = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: [...membersKey(organizationId), "requests"],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { cursor, limit: pageSize };
      return (await api("GET /organizations/{organizationId}/join-requests", { params: { organizationId }, query, signal })).data;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

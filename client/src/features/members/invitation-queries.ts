import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { membersKey } from "./member-queries.ts";

const pageSize = 50;

/** The invitations that wait, or have waited in vain, newest first. */
export const invitationsIn = (organizationId: string, state: "open" | "expired") =>
  infiniteQueryOptions({
    queryKey: [...membersKey(organizationId), "invitations", state],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { cursor, limit: pageSize, state };
      return (await api("GET /organizations/{organizationId}/invitations", { params: { organizationId }, query, signal })).data;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

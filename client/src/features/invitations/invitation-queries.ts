import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";

const pageSize = 50;

/** The invitations that are open, newest first. */
export const openInvitations = infiniteQueryOptions({
  queryKey: ["invitations"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ pageParam: cursor, signal }) => (await api("GET /invitations", { query: { cursor, limit: pageSize }, signal })).data,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

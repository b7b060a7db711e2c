import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";

const pageSize = 50;
const recentSize = 6;
const administratorSize = 12;

/** The person's own events, newest first, in pages that hold still while new ones arrive. */
export const activityPages = infiniteQueryOptions({
  queryKey: ["me", "activity", "pages"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ pageParam: cursor, signal }) => (await api("GET /me/activity", { query: { cursor, limit: pageSize }, signal })).data,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

/** What was done in an organization, newest first, likewise. */
export const organizationActivity = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: ["organization", organizationId, "activity"],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const options = { params: { organizationId }, query: { cursor, limit: pageSize }, signal };
      return (await api("GET /organizations/{organizationId}/activity", options)).data;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** The newest few of them. */
export const recentActivity = queryOptions({
  queryKey: ["me", "activity", "recent"],
  queryFn: async ({ signal }) => (await api("GET /me/activity", { query: { limit: recentSize }, signal })).data.items,
});

/** The newest events of somebody's account, for an administrator. */
export const recentActivityOf = (userId: string) =>
  queryOptions({
    queryKey: ["users", userId, "activity"],
    queryFn: async ({ signal }) =>
      (await api("GET /users/{userId}/activity", { params: { userId }, query: { limit: administratorSize }, signal })).data.items,
  });

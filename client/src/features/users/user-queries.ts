import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AdministeredUser } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import type { UserFilter } from "./user-filter.ts";

const pageSize = 50;

/** The people who fit, newest first. What was found before stays in view until the answer is there. */
export const usersFound = ({ search, status }: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ["users", "found", search, status],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { cursor, limit: pageSize, search: search || undefined, status: status ?? undefined };
      return (await api("GET /users", { query, signal })).data;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** A person as they were read, and the version. */
export interface ReadUser {
  user: AdministeredUser;
  etag: string | null;
}

/** Reads a person now, past every cache. */
export async function readUser(userId: string, signal?: AbortSignal): Promise<ReadUser> {
  const { data: user, etag } = await api("GET /users/{userId}", { params: { userId }, ...(signal && { signal }) });
  return { user, etag };
}

/** One person. */
export const oneUser = (userId: string) =>
  queryOptions({ queryKey: ["users", userId, "facts"], queryFn: ({ signal }) => readUser(userId, signal) });

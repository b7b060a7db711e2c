import { infiniteQueryOptions } from "@tanstack/react-query";
import { request } from "../../lib/request.ts";

const pageSize = 50;
const pollMs = 3_000;

/** The mails that would have been sent, newest first, asked for again and again: somebody waits for one. */
export const developmentMails = infiniteQueryOptions({
  queryKey: ["development", "mails"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ pageParam: cursor, signal }) =>
    (await request("GET /development/mails", { query: { cursor, limit: pageSize }, signal })).data,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
  refetchInterval: ({ state }) => (state.error ? false : pollMs),
});

import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { SecurityNotice } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

const pageSize = 50;
const newestSize = 10;

/** What happened to the account's safety, newest first; those that were dismissed stay in the list. */
export const noticePages = infiniteQueryOptions({
  queryKey: ["me", "notices", "pages"],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ pageParam: cursor, signal }) => (await api("GET /me/notices", { query: { cursor, limit: pageSize }, signal })).data,
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

/** The newest of them and how many are open, for what stands beside other pages; several may ask within a minute. */
export const newestNotices = queryOptions({
  queryKey: ["me", "notices", "newest"],
  queryFn: async ({ signal }) => (await api("GET /me/notices", { query: { limit: newestSize }, signal })).data,
  staleTime: 60_000,
});

/** Shows one notice, or all (`null`), as dismissed before the server has said so, and gives back what was shown. */
export async function showDismissed(queries: QueryClient, notice: SecurityNotice | null) {
  await queries.cancelQueries({ queryKey: ["me", "notices"] });
  const before = queries.getQueryData(noticePages.queryKey);
  const dismissedAt = new Date().toISOString();
  const close = (item: SecurityNotice) =>
    item.dismissedAt === null && (notice === null || notice.id === item.id) ? { ...item, dismissedAt } : item;
  queries.setQueryData(
    noticePages.queryKey,
    (read) =>
      read && {
        ...read,
        pages: read.pages.map((page) => ({
          ...page,
          openCount: notice === null ? 0 : page.openCount - 1,
          items: page.items.map(close),
        })),
      },
  );
  return before;
}

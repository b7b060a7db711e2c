import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { MySession, MySessionPage } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

const pageSize = 50;

async function readPage(cursor: string | undefined, signal: AbortSignal): Promise<MySessionPage> {
  return (await api("GET /me/sessions", { query: { cursor, limit: pageSize }, signal })).data;
}

/** The first page reaches as far as this device: it is shown on top, however many have signed in since. */
async function readFirstPage(signal: AbortSignal): Promise<MySessionPage> {
  let { items, nextCursor } = await readPage(undefined, signal);
  while (nextCursor !== null && !items.some(({ isCurrent }) => isCurrent)) {
    const next = await readPage(nextCursor, signal);
    items = [...items, ...next.items];
    nextCursor = next.nextCursor;
  }
  return { items, nextCursor };
}

/** Where the person is signed in, newest first; this device is on the first page. */
export const mySessions = infiniteQueryOptions({
  queryKey: ["me", "sessions"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: cursor, signal }) => (cursor === undefined ? readFirstPage(signal) : readPage(cursor, signal)),
  getNextPageParam: (last) => last.nextCursor ?? undefined,
});

/** Shows a session as the server has answered it. */
export function replaceSession(queries: QueryClient, session: MySession): Promise<void> {
  return change(queries, (items) => items.map((item) => (item.id === session.id ? session : item)));
}

/** Shows a session no more. */
export function removeSession(queries: QueryClient, { id }: MySession): Promise<void> {
  return change(queries, (items) => items.filter((item) => item.id !== id));
}

/** A read that is under way may have seen what was before, so it is given up. */
async function change(queries: QueryClient, edit: (items: readonly MySession[]) => readonly MySession[]): Promise<void> {
  await queries.cancelQueries({ queryKey: mySessions.queryKey });
  queries.setQueryData(
    mySessions.queryKey,
    (read) => read && { ...read, pages: read.pages.map((page) => ({ ...page, items: edit(page.items) })) },
  );
  void queries.invalidateQueries({ queryKey: ["me", "activity"] });
}

/** Where somebody is signed in, newest first, for an administrator. */
export const sessionsOf = (userId: string) =>
  queryOptions({
    queryKey: ["users", userId, "sessions"],
    queryFn: async ({ signal }) =>
      (await api("GET /users/{userId}/sessions", { params: { userId }, query: { limit: pageSize }, signal })).data.items,
  });

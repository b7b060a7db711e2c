import { type InfiniteData, infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Member, MemberPage, OrganizationRole } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

const pageSize = 50;

/** Where what is read about an organization's people stands in the cache. */
export const membersKey = (organizationId: string) => ["organization", organizationId, "members"];

/** The members who fit, those with the newest account first. What was found before stays in view until the answer is there. */
export const membersFound = (organizationId: string, search: string) =>
  infiniteQueryOptions({
    queryKey: [...membersKey(organizationId), "found", search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { cursor, limit: pageSize, search: search || undefined };
      return (await api("GET /organizations/{organizationId}/members", { params: { organizationId }, query, signal })).data;
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** A member as they were read, and the version. */
export interface ReadMember {
  member: Member;
  etag: string | null;
}

/** Reads a member now, past every cache. */
export async function readMember(organizationId: string, userId: string): Promise<ReadMember> {
  const { data: member, etag } = await api("GET /organizations/{organizationId}/members/{userId}", { params: { organizationId, userId } });
  return { member, etag };
}

/** Shows a member as they are now in every list that has them. */
export function showMember(queries: QueryClient, organizationId: string, now: Member): void {
  const inPage = (page: MemberPage) => ({ ...page, items: page.items.map((member) => (member.user.id === now.user.id ? now : member)) });
  queries.setQueriesData<InfiniteData<MemberPage>>(
    { queryKey: [...membersKey(organizationId), "found"] },
    (list) => list && { ...list, pages: list.pages.map(inPage) },
  );
}

/** The roles of an organization, with what they permit. */
export const memberRoles = (organizationId: string) =>
  queryOptions({
    queryKey: [...membersKey(organizationId), "roles"],
    queryFn: async ({ signal }): Promise<readonly OrganizationRole[]> =>
      (await api("GET /organizations/{organizationId}/roles", { params: { organizationId }, signal })).data.items,
    staleTime: 60_000,
  });

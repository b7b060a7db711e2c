import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BodyOf } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { Unreachable } from "../../lib/problem.ts";

const fewMembers = 8;

export type Question = BodyOf<"POST /authz/explain">;

/** Whether, and why: asked anew whenever it is looked at, since it is about now. */
export const explanation = (organizationId: string, question: Question) =>
  queryOptions({
    queryKey: ["organization", organizationId, "explain", question],
    queryFn: async ({ signal }) => (await api("POST /authz/explain", { body: question, signal })).data,
    gcTime: 0,
  });

/** The first few members who fit. */
export const fittingMembers = (organizationId: string, search: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "explain-members", search],
    queryFn: async ({ signal }) => {
      const query = { limit: fewMembers, search: search || undefined };
      return (await api("GET /organizations/{organizationId}/members", { params: { organizationId }, query, signal })).data.items;
    },
    placeholderData: keepPreviousData,
  });

/** One member. */
export const oneMember = (organizationId: string, userId: string) =>
  queryOptions({
    queryKey: ["organization", organizationId, "explain-member", userId],
    queryFn: async ({ signal }) =>
      (await api("GET /organizations/{organizationId}/members/{userId}", { params: { organizationId, userId }, signal })).data,
  });

/** An operation of the API, as its description names it. */
export interface Operation {
  id: string;
  summary: string;
}

/** The operations of the API, read from its own description, which is not small: ask for it only when somebody looks for one. */
export const apiOperations = queryOptions({
  queryKey: ["operations"],
  queryFn: async ({ signal }): Promise<Operation[]> => {
    const response = await fetch("/openapi.json", { signal });
    if (!response.ok) throw new Unreachable("No description of the API came.");
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, { operationId?: string; summary?: string }>> };
    return Object.values(paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, summary = "" }) => (operationId ? [{ id: operationId, summary }] : [])),
    );
  },
  staleTime: Infinity,
});

import { queryOptions } from "@tanstack/react-query";
import { api } from "./api.ts";

/** Everything that can be permitted in an organization, each with its sentence. It changes with a release only. */
export const permissionCatalogue = queryOptions({
  queryKey: ["permissions"],
  queryFn: async ({ signal }) => (await api("GET /permissions", { signal })).data.items,
  staleTime: Infinity,
});

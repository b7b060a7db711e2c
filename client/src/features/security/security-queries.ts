import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "../../lib/api.ts";

/** The accounts at providers by which they do. */
export const myConnections = queryOptions({
  queryKey: ["me", "connections"],
  queryFn: async ({ signal }) => (await api("GET /me/connections", { signal })).data.items,
});

/** After a change: what is shown is read again, and what happened is in the lists of what happened. */
export function useReadAgain() {
  const queries = useQueryClient();
  return useCallback(async () => {
    for (const what of ["activity", "notices"]) void queries.invalidateQueries({ queryKey: ["me", what] });
    await Promise.all(["security", "connections"].map((what) => queries.invalidateQueries({ queryKey: ["me", what] })));
  }, [queries]);
}

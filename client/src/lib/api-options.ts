import { queryOptions } from "@tanstack/react-query";
import { request } from "./request.ts";

/** What this instance allows and how it sends mail; asked once, because it changes only with a restart. */
export const authOptions = queryOptions({
  queryKey: ["auth", "options"],
  queryFn: async ({ signal }) => (await request("GET /auth/options", { signal })).data,
  staleTime: Infinity,
});

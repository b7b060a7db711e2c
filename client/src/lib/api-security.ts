import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "./api.ts";
import { fieldCodes } from "./problem.ts";

/** How the person signs in. */
export const mySecurity = queryOptions({
  queryKey: ["me", "security"],
  queryFn: async ({ signal }) => (await api("GET /me/security", { signal })).data,
});

/**
 * Whether the person has a password to be asked for; without one the server wants a fresh proof instead, which `api` sees to. Undefined
 * until it is known; where it cannot be read it is taken for granted, as nearly everybody has one. What was known stays so when the cache
 * is emptied under a form.
 */
export function useHasPassword(): boolean | undefined {
  const { data, failureCount } = useQuery(mySecurity);
  const read = data?.hasPassword ?? (failureCount > 0 ? true : undefined);
  const [kept, setKept] = useState(read);
  if (read !== undefined && read !== kept) setKept(read);
  return read ?? kept;
}

/**
 * Passes a failure on; before that it reads again whether there is a password, when what was said about it was refused: there may be one
 * now, or none any more.
 */
export function useDoubtPassword(): (failure: unknown) => Promise<never> {
  const queries = useQueryClient();
  return async (failure) => {
    if (fieldCodes(failure, "currentPassword").length > 0) await queries.invalidateQueries(mySecurity);
    throw failure;
  };
}

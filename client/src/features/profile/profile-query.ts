import { queryOptions } from "@tanstack/react-query";
import type { User } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

/** The profile as it was read, and its version. */
export interface ReadProfile {
  user: User;
  etag: string | null;
}

/** Reads the profile now, past every cache. */
export async function readProfile(signal?: AbortSignal): Promise<ReadProfile> {
  const { data: user, etag } = await api("GET /me", signal ? { signal } : {});
  return { user, etag };
}

/** The profile; never shown from a cache, because what is edited has to be what is saved. */
export const myProfile = queryOptions({
  queryKey: ["me", "profile"],
  queryFn: ({ signal }) => readProfile(signal),
  gcTime: 0,
  staleTime: Infinity,
});

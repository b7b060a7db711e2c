import { queryOptions } from "@tanstack/react-query";
import type { EmailChange, User } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";

/** The person with their address as it is now, and the change of it that is under way. */
export interface ReadAddress {
  user: User;
  change: EmailChange | null;
}

const pollMs = 4_000;

/**
 * The address and its change. The person is read after the change, so that a change that is gone because it was finished
 * is never seen beside the old address. While a change is under way it is asked again and again: its links may be opened
 * on another device.
 */
export const myAddress = queryOptions({
  queryKey: ["me", "address"],
  queryFn: async ({ signal }): Promise<ReadAddress> => {
    const change = await readChange(signal);
    const { data: user } = await api("GET /me", { signal });
    return { user, change };
  },
  gcTime: 0,
  refetchOnWindowFocus: "always",
  refetchInterval: ({ state }) => (state.data?.change ? pollMs : false),
});

async function readChange(signal: AbortSignal): Promise<EmailChange | null> {
  try {
    return (await api("GET /me/email-change", { signal })).data;
  } catch (error) {
    if (isProblem(error, "not_found")) return null;
    throw error;
  }
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { EmailChange } from "../../api/types.ts";
import { session } from "../../lib/session/browser-session.ts";
import { useKept } from "../../ui/use-kept.ts";
import { myAddress } from "./address-queries.ts";

/** The address and its change, kept up to date; what the server says of the person is shown in the whole console. */
export function useAddress() {
  const { data, error, refetch } = useQuery(myAddress);
  const queries = useQueryClient();
  const read = useKept(data);

  useEffect(() => {
    // An administrator may be looking at another's address.
    if (data && data.user.id === session.getSnapshot().user?.id) session.updateUser(data.user);
  }, [data]);

  /** Shows a change as the server has answered it, past a read that is under way and may have seen what was before. */
  const show = async (change: EmailChange | null) => {
    await queries.cancelQueries({ queryKey: myAddress.queryKey });
    queries.setQueryData(myAddress.queryKey, (before) => before && { ...before, change });
    void queries.invalidateQueries({ queryKey: ["me", "activity"] });
  };

  return { read, error, refetch, show };
}

import { useQueryClient } from "@tanstack/react-query";
import type { MySession } from "../../api/types.ts";
import { useToast } from "../../ui/toasts.tsx";
import { nameOf } from "./describe-session.ts";
import { mySessions, removeSession } from "./session-queries.ts";

/** Says that a session was over before anything was asked of it, takes it off the list and reads the list anew. */
export function useAlreadyEnded(): (session: MySession) => Promise<void> {
  const queries = useQueryClient();
  const toast = useToast();
  return async (session) => {
    toast({ tone: "success", title: `${nameOf(session)} had already been signed out` });
    await removeSession(queries, session);
    void queries.invalidateQueries({ queryKey: mySessions.queryKey });
  };
}

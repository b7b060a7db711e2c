import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { Outlet } from "react-router";
import { acting } from "../lib/session/browser-acting.ts";
import { session } from "../lib/session/browser-session.ts";
import { watchActing } from "../lib/session/watch-acting.ts";
import { watchIdentity } from "../lib/session/watch-identity.ts";
import { queries } from "./queries.ts";
import { StepUp } from "./step-up.tsx";

/**
 * Lends the pages the cache of what was read, which is emptied as soon as it belongs to nobody here any more, and the question
 * for a fresh proof.
 */
export function Workspace() {
  useEffect(() => watchIdentity(session, () => queries.clear()), []);
  useEffect(() => watchActing(acting, () => queries.clear()), []);
  return (
    <QueryClientProvider client={queries}>
      <Outlet />
      <StepUp />
    </QueryClientProvider>
  );
}

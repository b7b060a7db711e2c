import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import { Outlet } from "react-router";
import { acting } from "../lib/session/browser-acting.ts";
import { session } from "../lib/session/browser-session.ts";
import { watchActing } from "../lib/session/watch-acting.ts";
import { watchIdentity } from "../lib/session/watch-identity.ts";
import { watchOrganization } from "../lib/session/watch-organization.ts";
import { queries } from "./queries.ts";
import { StepUp } from "./step-up.tsx";

/** What was read in the former organization is nothing for the next; what is the person's own may tell of the change. */
function forgetOrganization(): void {
  queries.removeQueries({ queryKey: ["organization"] });
  void queries.invalidateQueries({ queryKey: ["me"] });
}

/**
 * Lends the pages the cache of what was read, which is emptied as soon as it belongs to nobody here any more, and the question
 * for a fresh proof.
 */
export function Workspace() {
  useEffect(() => watchIdentity(session, () => queries.clear()), []);
  useEffect(() => watchActing(acting, () => queries.clear()), []);
  useEffect(() => watchOrganization(session, forgetOrganization), []);
  return (
    <QueryClientProvider client={queries}>
      <Outlet />
      <StepUp />
    </QueryClientProvider>
  );
}

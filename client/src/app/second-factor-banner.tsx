import { useLocation } from "react-router";
import { SecondFactorCall } from "../features/security/second-factor-call.tsx";
import { useActing } from "../lib/session/use-acting.ts";
import { queries } from "./queries.ts";

/** Leads to the page where a second factor is set up, which says the same itself. */
export function SecondFactorBanner() {
  const { pathname } = useLocation();
  // Who acts for another looks at another's pages, and at no one's second factor.
  const isActing = useActing().state === "acting";
  return isActing || pathname === "/me/security" ? null : <SecondFactorCall queries={queries} />;
}

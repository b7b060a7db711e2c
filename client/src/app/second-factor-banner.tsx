import { useLocation } from "react-router";
import { SecondFactorCall } from "../features/security/second-factor-call.tsx";
import { queries } from "./queries.ts";

/** Leads to the page where a second factor is set up, which says the same itself. */
export function SecondFactorBanner() {
  const { pathname } = useLocation();
  return pathname === "/me/security" ? null : <SecondFactorCall queries={queries} />;
}

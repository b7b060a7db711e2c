import { useEffect } from "react";
import { useLocation } from "react-router";
import { SecondFactorCall } from "../features/security/second-factor-call.tsx";
import { keptActing } from "../lib/session/acting-memory.ts";
import { acting } from "../lib/session/browser-acting.ts";
import { session } from "../lib/session/browser-session.ts";
import { useActing } from "../lib/session/use-acting.ts";
import { queries } from "./queries.ts";

/** Says after a reload that this tab shows its own person again; here, because only administrators act for others. */
async function sayThatActingIsOver(): Promise<void> {
  const kept = keptActing();
  if (!kept || kept.by !== session.getSnapshot().user?.id) return;
  const { ActingBanner } = await import("./acting-banner.tsx");
  if (acting.getSnapshot().state === "none" && keptActing()) acting.set({ state: "over", user: kept.user, Banner: ActingBanner });
}

/** Leads to the page where a second factor is set up, which says the same itself. */
export function SecondFactorBanner() {
  const { pathname } = useLocation();
  useEffect(() => void sayThatActingIsOver().catch(() => {}), []);
  // Who acts for another looks at another's pages, and at no one's second factor.
  const isActing = useActing().state === "acting";
  return isActing || pathname === "/me/security" ? null : <SecondFactorCall queries={queries} />;
}

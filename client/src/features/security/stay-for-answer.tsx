import { useEffect } from "react";
import { useBlocker } from "react-router";
import { freshProof } from "../../lib/fresh-proof.ts";
import { useDraft } from "../../ui/drafts.ts";
import { useToast } from "../../ui/toasts.tsx";

/**
 * Keeps the page while an answer is under way that is shown only once. Whoever is asked for a fresh proof meanwhile may leave:
 * nothing was done yet, and leaving declines it.
 */
export function StayForAnswer() {
  useDraft(true);
  const toast = useToast();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && freshProof.getSnapshot() === null,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    blocker.reset();
    toast({ tone: "info", title: "One moment", detail: "The answer is on its way and is shown only once. Leave when you have seen it." });
  }, [blocker, toast]);
  return null;
}

import { useContext, useEffect } from "react";
import { withNext } from "../lib/next-path.ts";
import type { SessionSnapshot, SignedOutReason } from "../lib/session/snapshot.ts";
import { DraftsContext } from "../ui/drafts.ts";

/** The address of the sign-in page, which leads back here; after a wanted sign-out it leads to the start. */
export function signInAddress(why: SignedOutReason, here: Pick<Location, "pathname" | "search">): string {
  return why === "signed-out" ? "/sign-in" : withNext("/sign-in", here.pathname + here.search);
}

/** Leaves for the sign-in page once nobody is signed in. When the session only ended, something unsaved on the screen is worth staying for; a wanted sign-out leaves nothing on it. */
export function useSignInAgain(now: SessionSnapshot, leave: (address: string) => void): void {
  const drafts = useContext(DraftsContext);
  const why = now.state === "out" ? now.why : null;
  useEffect(() => {
    if (why === null || (why === "ended" && drafts?.exist())) return;
    leave(signInAddress(why, location));
  }, [why, drafts, leave]);
}

import { useMutation } from "@tanstack/react-query";
import { useContext } from "react";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { DraftsContext } from "../../ui/drafts.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Notice } from "../../ui/notice.tsx";

interface ActsElsewhereProps {
  /** The organization of this page. */
  name: string;
  /** Where the session acts now; null in none. */
  elsewhere: string | null;
  onBack: () => Promise<unknown>;
}

/** Over a page that stayed for its draft when another tab switched: nothing can be saved from here until the session is back. */
export function ActsElsewhere({ name, elsewhere, onBack }: ActsElsewhereProps) {
  const back = useMutation({ mutationFn: onBack });
  const drafts = useContext(DraftsContext);
  // Without a draft the tab is on its way after the session.
  if (!drafts?.exist()) return null;
  return (
    <div className="mb-6 grid max-w-2xl justify-items-start gap-3">
      <Notice tone="warn" title={elsewhere === null ? `You do not act in ${name} any more` : `You act in ${elsewhere} now`}>
        {back.isSuccess
          ? `${name} does not let you in any more.`
          : `What you typed stays here. To save it, act in ${name} again; other tabs follow.`}
      </Notice>
      <Button busy={back.isPending} busyLabel="Switching…" onClick={() => back.mutate()}>
        Act in {name} again
      </Button>
      <FailureNotice error={back.error instanceof SignedOut ? null : back.error} doing="Switching" secondsLeft={0} />
    </div>
  );
}

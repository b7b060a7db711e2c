import { useBlocker } from "react-router";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useDraft } from "./drafts.ts";

/** Asks before what was typed is lost: inside the console with a dialog, at the window's edge with the browser's own question. */
export function LeaveGuard({ dirty, what }: { dirty: boolean; what: string }) {
  useDraft(dirty);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  return (
    <ConfirmDialog
      open={blocker.state === "blocked"}
      title={`Discard ${what}?`}
      confirmLabel="Discard"
      cancelLabel="Keep editing"
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      <p>It has not been saved. Leaving this page throws it away.</p>
    </ConfirmDialog>
  );
}

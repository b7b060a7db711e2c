import type { ReactNode } from "react";
import { useBlocker } from "react-router";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useDraft } from "./drafts.ts";

interface LeaveGuardProps {
  dirty: boolean;
  /** What is lost: "the name". */
  what: string;
  title?: string;
  confirmLabel?: string;
  cancelLabel?: string;
  /** What leaving does, where nothing was typed. */
  children?: ReactNode;
}

/** Asks before what was typed is lost: inside the console with a dialog, at the window's edge with the browser's own question. */
export function LeaveGuard({ dirty, what, ...words }: LeaveGuardProps) {
  useDraft(dirty);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname && !nextLocation.state?.isSamePage,
  );
  return (
    <ConfirmDialog
      open={blocker.state === "blocked"}
      title={words.title ?? `Discard ${what}?`}
      confirmLabel={words.confirmLabel ?? "Discard"}
      cancelLabel={words.cancelLabel ?? "Keep editing"}
      onConfirm={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      <p>{words.children ?? "It has not been saved. Leaving this page throws it away."}</p>
    </ConfirmDialog>
  );
}

import { type ReactNode, useEffect } from "react";
import { useBlocker } from "react-router";
import { freshProof } from "../lib/fresh-proof.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useDraft } from "./drafts.ts";
import { useToast } from "./toasts.tsx";

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
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
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

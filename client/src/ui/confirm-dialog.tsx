import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { popupLook, veilLook } from "./dialog.tsx";

interface ConfirmDialogProps {
  open: boolean;
  /** The question, with its object: "Sign out everywhere?" */
  title: string;
  /** What will happen, in full. */
  children: ReactNode;
  /** Repeats the verb of the question. */
  confirmLabel: string;
  busyLabel?: string;
  cancelLabel?: string;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before what cannot be taken back. The harmless answer has the focus; Escape gives it too. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, children, confirmLabel, busyLabel, cancelLabel = "Cancel", busy = false, onConfirm, onCancel } = props;
  // Of a double click only the first counts: `busy` is known a moment later.
  const isAnswered = useRef(false);
  useEffect(() => {
    if (!busy || !open) isAnswered.current = false;
  }, [busy, open]);
  const confirm = () => {
    if (isAnswered.current) return;
    isAnswered.current = true;
    onConfirm();
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && !busy && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={veilLook} />
        <AlertDialog.Popup className={`${popupLook} max-w-md gap-2 md:top-[22vh]`}>
          <AlertDialog.Title className="text-section font-semibold wrap-anywhere">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="grid grid-cols-[minmax(0,1fr)] gap-2 wrap-anywhere text-ink-2">
            {children}
          </AlertDialog.Description>
          <div className="mt-3 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{cancelLabel}</AlertDialog.Close>
            <Button variant="danger" busy={busy} {...(busyLabel && { busyLabel })} onClick={confirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

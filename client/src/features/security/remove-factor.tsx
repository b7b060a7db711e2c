import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { useReadAgain } from "./security-queries.ts";

interface RemoveFactorProps {
  /** What it is, at the begin of a sentence. */
  what: string;
  title: string;
  confirmLabel?: string;
  busyLabel?: string;
  /** What the toast says once it is gone. */
  done?: string;
  children: ReactNode;
  remove: () => Promise<unknown>;
  /** Called when it is gone, also when it was gone already. */
  onRemoved?: () => void;
  onClose: () => void;
}

/** Asks whether to remove one of the ways to sign in, naming what is lost, and does it. */
export function RemoveFactor(props: RemoveFactorProps) {
  const { what, title, confirmLabel = "Remove", busyLabel = "Removing…", done = "removed", children, remove, onRemoved, onClose } = props;
  const toast = useToast();
  const readAgain = useReadAgain();
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      toast({ tone: "success", title: `${what} ${done}` });
      onRemoved?.();
    },
    onError: (error) => {
      if (isProblem(error, "not_found")) toast({ tone: "success", title: `${what} was gone already` });
      else if (!(error instanceof SignedOut)) toast(failureToast(`${what} is still there`, error));
    },
    onSettled: async () => {
      await readAgain();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={title}
      confirmLabel={confirmLabel}
      busyLabel={busyLabel}
      busy={removing.isPending}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}

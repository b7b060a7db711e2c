import { useState } from "react";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Time } from "../../ui/time.tsx";

const undoMs = 14 * 86_400_000;

/** Says whose account goes, when, what stays, and until when it can be undone. */
export function DeleteDialog({ onConfirm, onCancel }: { onConfirm: () => void; onCancel: () => void }) {
  const { user } = useSignedIn();
  const [until] = useState(() => new Date(Date.now() + undoMs).toISOString());
  return (
    <ConfirmDialog
      open
      title="Delete your account?"
      confirmLabel="Delete my account"
      cancelLabel="Keep it"
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>
        The account of <strong className="font-semibold wrap-anywhere text-ink">{user.email}</strong> is closed now. Every device is signed
        out, this one too.
      </p>
      <p>
        Until <Time at={until} as="day" /> you can undo it, with the link that we mail you or by signing in. Then everything about you is
        deleted, and cannot be brought back.
      </p>
      <p>What was done stays in the record, without your name and address.</p>
    </ConfirmDialog>
  );
}

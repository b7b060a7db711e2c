import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

interface AskOwnerProps {
  name: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before somebody is made an owner, who could take everything from whoever made them one. */
export function AskOwner({ name, onConfirm, onCancel }: AskOwnerProps) {
  return (
    <ConfirmDialog open title={`Make ${name} an owner?`} confirmLabel="Make owner" onConfirm={onConfirm} onCancel={onCancel}>
      <p>They may do everything here, as you do: remove you, hand the organization over, and delete it.</p>
    </ConfirmDialog>
  );
}

import { useState } from "react";
import { useOrganization } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Invite } from "./invite.tsx";

/** Invites people over the page. While links are shown that nobody sees again, only its button closes it. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { name } = useOrganization();
  const [hasLinks, setHasLinks] = useState(false);
  return (
    <Dialog
      open
      title={`Invite people to ${name}`}
      lead="Each invitation is for one address and works for seven days."
      onClose={() => !hasLinks && onClose()}
    >
      <Invite onDone={onClose} onLinks={setHasLinks}>
        <Button variant="quiet" onClick={onClose}>
          Cancel
        </Button>
      </Invite>
    </Dialog>
  );
}

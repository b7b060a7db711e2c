import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NewInvitation } from "../../api/types.ts";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Ticket } from "../../ui/ticket.tsx";
import { Time } from "../../ui/time.tsx";
import { openInvitations } from "./invitation-queries.ts";
import { InviteForm } from "./invite-form.tsx";

/** The form, above it what the last invitation has to be told: that it was mailed, or its link, which is shown this once. */
export function Invite() {
  const [last, setLast] = useState<NewInvitation | null>(null);
  const queries = useQueryClient();
  return (
    <>
      {last && <Invited invitation={last} />}
      <InviteForm
        key={last?.id + (last?.expiresAt ?? "")}
        onInvited={(invitation) => {
          setLast(invitation);
          for (const queryKey of [openInvitations.queryKey, ["me", "activity"]]) void queries.invalidateQueries({ queryKey });
        }}
      />
    </>
  );
}

function Invited({ invitation: { email, expiresAt, link } }: { invitation: NewInvitation }) {
  return (
    <div className="grid max-w-prose gap-3">
      <Notice tone="success" title={link === null ? "Invitation sent" : "Invitation made"}>
        <p>
          <EmailAddress value={email} /> can join until <Time at={expiresAt} />.
        </p>
      </Notice>
      {link !== null && (
        <Ticket value={link} what="the link of the invitation">
          No mail is sent from here, so hand the link over yourself. It is shown this once; inviting the address again makes a new one.
        </Ticket>
      )}
    </div>
  );
}

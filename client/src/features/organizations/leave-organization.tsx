import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { GraveAct } from "./grave-act.tsx";
import { GraveFailure } from "./grave-failure.tsx";

const words = { last_owner: "You are its only owner. Hand it over or make another member an owner first, or close it." };

/** Ends the own membership. */
export function LeaveOrganization({ isOwner }: { isOwner: boolean }) {
  const { id: organizationId, name } = useOrganization();
  const [asked, setAsked] = useState(false);
  const toast = useToast();
  const leaving = useMutation({
    mutationFn: () => api("POST /organizations/{organizationId}/leave", { params: { organizationId } }),
    onSuccess: async () => {
      toast({ tone: "success", title: `You have left ${name}` });
      // The next token names no organization, and leads away from here.
      await renewToken();
    },
  });
  const close = () => {
    setAsked(false);
    leaving.reset();
  };
  return (
    <>
      <GraveAct title="Leave it" label="Leave…" onBegin={() => setAsked(true)}>
        You see nothing of {name} any more, until somebody invites you again.
        {isOwner && " Another owner has to be there."}
      </GraveAct>
      <ConfirmDialog
        open={asked}
        title={`Leave ${name}?`}
        confirmLabel="Leave"
        busyLabel="Leaving…"
        cancelLabel="Stay"
        busy={leaving.isPending || leaving.isSuccess}
        onConfirm={() => leaving.mutate()}
        onCancel={close}
      >
        <p>Your role in it ends now, on all your devices. What you did stays in its record.</p>
        <GraveFailure error={leaving.error} kept="You are still a member" words={words} />
      </ConfirmDialog>
    </>
  );
}

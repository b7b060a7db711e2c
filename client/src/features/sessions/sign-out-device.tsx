import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { MySession } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Mono } from "../../ui/mono.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { nameOf } from "./describe-session.ts";
import { LastSeen } from "./last-seen.tsx";
import { removeSession } from "./session-queries.ts";
import { useAlreadyEnded } from "./use-already-ended.ts";

/** Asks whether to sign out another device, and does it. */
export function SignOutDevice({ session, onClose }: { session: MySession; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const sayEnded = useAlreadyEnded();
  const name = nameOf(session);

  const ending = useMutation({
    mutationFn: () => api("DELETE /me/sessions/{sessionId}", { params: { sessionId: session.id } }),
    onSuccess: () => {
      toast({ tone: "success", title: `${name} signed out` });
      void removeSession(queries, session);
    },
    onError: (error) => {
      if (isProblem(error, "not_found")) void sayEnded(session);
      else if (!(error instanceof SignedOut)) toast(failureToast(`${name} is still signed in`, error));
    },
    onSettled: onClose,
  });

  return (
    <ConfirmDialog
      open
      title={`Sign out ${name}?`}
      confirmLabel="Sign out device"
      busyLabel="Signing out…"
      busy={ending.isPending}
      onConfirm={() => ending.mutate()}
      onCancel={onClose}
    >
      <p>
        Signed in <Time at={session.createdAt} /> from <Mono>{session.ip}</Mono>
        {session.place && ` (${session.place})`}, last seen <LastSeen at={session.lastSeenAt} />.
      </p>
      <p>Its next request is refused, and it has to sign in again. What is not saved there may be lost.</p>
    </ConfirmDialog>
  );
}

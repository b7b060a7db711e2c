import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { JoinRequest } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { membersKey } from "./member-queries.ts";

/** One person who asks to join. */
export function JoinRequestRow({ request: { id, user, createdAt }, readOnly }: { request: JoinRequest; readOnly: boolean }) {
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const deciding = useMutation({
    mutationFn: (decision: "accept" | "decline") => {
      const params = { organizationId, requestId: id };
      if (decision === "accept") return api("POST /organizations/{organizationId}/join-requests/{requestId}/accept", { params });
      return api("POST /organizations/{organizationId}/join-requests/{requestId}/decline", { params });
    },
    onSuccess: (_, decision) =>
      toast({ tone: "success", title: decision === "accept" ? `${user.name} is a member` : `${user.name} turned down` }),
    onError: (error) => {
      if (isProblem(error, "not_found")) toast({ tone: "info", title: "It had been decided already" });
      else if (!(error instanceof SignedOut)) toast(failureToast(`${user.name} still waits`, error));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: membersKey(organizationId) }),
  });
  const decide = (decision: "accept" | "decline") => !deciding.isPending && deciding.mutate(decision);
  const isUnderWay = (decision: string) => deciding.isPending && deciding.variables === decision;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-2.5 last:border-0">
      <div className="flex min-w-0 flex-1 basis-56 items-start gap-2.5">
        <Avatar kind="person" name={user.name} />
        <div className="min-w-0">
          <p className="font-medium wrap-anywhere">{user.name}</p>
          <p className="text-small wrap-anywhere text-ink-3">
            <EmailAddress value={user.email} /> · asked <Time at={createdAt} as="distance" />
          </p>
        </div>
      </div>
      <div className="flex gap-2">
        <Button
          size="small"
          variant="primary"
          aria-label={`Let in ${user.name}`}
          disabled={readOnly}
          busy={isUnderWay("accept")}
          busyLabel="Letting in…"
          onClick={() => decide("accept")}
        >
          Let in
        </Button>
        <Button
          size="small"
          aria-label={`Turn down ${user.name}`}
          disabled={readOnly}
          busy={isUnderWay("decline")}
          busyLabel="Turning down…"
          onClick={() => decide("decline")}
        >
          Turn down
        </Button>
      </div>
    </li>
  );
}

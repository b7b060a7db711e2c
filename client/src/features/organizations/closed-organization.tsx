import { useMutation } from "@tanstack/react-query";
import type { OwnOrganization } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { GraveFailure } from "./grave-failure.tsx";

interface ClosedOrganizationProps {
  organizationId: string;
  name: string;
  /** What is known of it, once the list is read. */
  own: OwnOrganization | undefined;
  onReopened: () => void;
}

/** Until when a closed organization can be opened again; its owners open it here. */
export function ClosedOrganization({ organizationId, name, own, onReopened }: ClosedOrganizationProps) {
  const toast = useToast();
  const opening = useMutation({
    mutationFn: () => api("POST /organizations/{organizationId}/reopen", { params: { organizationId } }),
    onSuccess: () => {
      toast({ tone: "success", title: `${name} is open again` });
      onReopened();
    },
  });
  const isOwner = own?.role.id === "owner";
  return (
    <Section title={isOwner ? "Open it again" : "It is deleted for good"}>
      <div className="grid justify-items-start gap-3">
        <p className="max-w-prose text-ink-2">
          {own?.erasesAt && (
            <>
              On <Time at={own.erasesAt} as="day" /> it is deleted, with all that is in it.{" "}
            </>
          )}
          {isOwner
            ? "Until then everything is as it was, and comes back when you open it."
            : `If that is a mistake, ask an owner of ${name} to open it again.`}
        </p>
        {isOwner && (
          <Button variant="primary" busy={opening.isPending || opening.isSuccess} busyLabel="Opening…" onClick={() => opening.mutate()}>
            Open it again
          </Button>
        )}
        <GraveFailure error={opening.error} kept={`${name} is still closed`} />
      </div>
    </Section>
  );
}

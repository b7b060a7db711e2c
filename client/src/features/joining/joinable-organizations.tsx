import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { JoinableOrganization } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { joinableOrganizations } from "./joining-queries.ts";
import type { OnJoined } from "./my-invitations.tsx";

/** The organizations that take in people of the person's mail domain; nothing while there is none. */
export function JoinableOrganizations({ onJoined }: { onJoined: OnJoined }) {
  const { data, error, refetch } = useQuery(joinableOrganizations);
  if (!data) return error && <ErrorPanel error={error} title="What you can join could not be loaded" onRetry={() => void refetch()} />;
  if (data.length === 0) return null;
  return (
    <Section title="People of your mail domain are here">
      <ul className="-mt-3">
        {data.map((organization) => (
          <Joinable key={organization.id} organization={organization} onJoined={onJoined} />
        ))}
      </ul>
    </Section>
  );
}

function Joinable({ organization, onJoined }: { organization: JoinableOrganization; onJoined: OnJoined }) {
  const { id: organizationId, name, mode, requestedAt } = organization;
  const { online } = useOnline();
  const queries = useQueryClient();
  const toast = useToast();
  const joining = useMutation({
    mutationFn: async () => {
      const { data } = await api("POST /organizations/{organizationId}/join", { params: { organizationId } });
      if (data.status === "requested") return toast({ tone: "success", title: `${name} was asked to let you in` });
      const own = (await api("GET /me/organizations", {})).data.items.find(({ id }) => id === organizationId);
      if (own) await onJoined(own);
    },
    onError: (error) => !(error instanceof SignedOut) && toast(failureToast(`You did not join ${name}`, error)),
    onSettled: () => queries.invalidateQueries({ queryKey: joinableOrganizations.queryKey }),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-small text-ink-3">
          {requestedAt ? (
            <>
              You asked on <Time at={requestedAt} as="day" />. Somebody there decides.
            </>
          ) : mode === "auto_join" ? (
            "Takes in everybody of your mail domain."
          ) : (
            "Lets in people of your mail domain who ask."
          )}
        </p>
      </div>
      {!requestedAt && (
        <Button
          size="small"
          variant={mode === "auto_join" ? "primary" : "secondary"}
          aria-label={mode === "auto_join" ? `Join ${name}` : `Ask to join ${name}`}
          disabled={!online}
          busy={joining.isPending}
          busyLabel={mode === "auto_join" ? "Joining…" : "Asking…"}
          onClick={() => joining.mutate()}
        >
          {mode === "auto_join" ? "Join" : "Ask to join"}
        </Button>
      )}
    </li>
  );
}

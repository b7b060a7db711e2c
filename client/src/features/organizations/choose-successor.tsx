import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Loading } from "../../ui/loading.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { GraveFailure } from "./grave-failure.tsx";
import { membersFound, openTransfer } from "./organization-queries.ts";

const words = {
  transfer_open: "There is an open offer already, which somebody has made just now. Load the page again to see it.",
  not_found: "They are no member any more.",
};

/** Chooses to whom the organization is offered, and offers it; a fresh proof is asked for on the way. */
export function ChooseSuccessor({ onClose }: { onClose: () => void }) {
  const { id: organizationId, name } = useOrganization();
  const { user } = useSignedIn();
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search.trim());
  const { data, error, isFetching, refetch } = useQuery(membersFound(organizationId, wanted));
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const queries = useQueryClient();
  const toast = useToast();
  const offering = useMutation({
    mutationFn: (toUserId: string) =>
      api("POST /organizations/{organizationId}/ownership-transfers", { params: { organizationId }, body: { toUserId } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: openTransfer(organizationId).queryKey });
      toast({ tone: "success", title: `Offered to ${chosen?.name}` });
      onClose();
    },
  });
  const others = data?.filter((member) => member.user.id !== user.id && member.role.id !== "owner") ?? [];
  return (
    <Dialog
      open
      title={`Hand ${name} over`}
      lead="Choose who shall own it. They have seven days to accept; until then it stays yours, and you can withdraw the offer."
      onClose={onClose}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen && !offering.isPending) offering.mutate(chosen.id);
        }}
      >
        <TextField
          label="Find a member"
          name="search"
          type="search"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {data && (
          <fieldset className="grid max-h-60 gap-0.5 overflow-y-auto" aria-busy={isFetching}>
            <legend className="sr-only">Members</legend>
            {others.map(({ user: { id, name: called, email }, role }) => (
              <Candidate
                key={id}
                name={called}
                detail={`${email} · ${role.name}`}
                isChosen={chosen?.id === id}
                onChoose={() => setChosen({ id, name: called })}
              />
            ))}
            {others.length === 0 && (
              <p className="text-ink-2">
                {wanted ? "No other member is called like that." : "There is no other member yet. Invite one first."}
              </p>
            )}
          </fieldset>
        )}
        {!data && error && <ErrorPanel error={error} title="The members could not be loaded" onRetry={() => void refetch()} />}
        {!data && !error && <Loading what="the members" rows={3} onRetry={() => void refetch({ cancelRefetch: true })} />}
        <GraveFailure error={offering.error} kept={`${name} was not offered`} words={words} />
        <FormActions>
          <Button type="submit" variant="primary" busy={offering.isPending} busyLabel="Offering…" disabled={chosen === null}>
            {chosen ? `Offer it to ${chosen.name}` : "Offer it"}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
        </FormActions>
      </form>
    </Dialog>
  );
}

interface CandidateProps {
  name: string;
  detail: string;
  isChosen: boolean;
  onChoose: () => void;
}

function Candidate({ name, detail, isChosen, onChoose }: CandidateProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center gap-3 rounded-control px-2 hover:bg-sunken has-checked:bg-sunken">
      <input id={id} type="radio" name="successor" checked={isChosen} onChange={onChoose} className="size-4 shrink-0 accent-accent" />
      <label htmlFor={id} className="grid min-w-0 flex-1 py-1.5 leading-tight">
        <span className="truncate font-medium">{name}</span>
        <span className="truncate text-small text-ink-3">
          <span className="sr-only">, </span>
          {detail}
        </span>
      </label>
    </div>
  );
}

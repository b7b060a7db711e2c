import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { useOnline } from "../../lib/use-online.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { OfferRow } from "./offer-row.tsx";
import { myTransfers } from "./organization-queries.ts";

/** The organizations that the person is asked to take over; nothing while there is none. */
export function MyTransfers() {
  const { data } = useQuery(myTransfers);
  const { online } = useOnline();
  const queries = useQueryClient();
  const toast = useToast();
  const answering = useMutation({
    mutationFn: ({ id: transferId, accepts }: { id: string; name: string; accepts: boolean }) =>
      api(accepts ? "POST /me/ownership-transfers/{transferId}/accept" : "POST /me/ownership-transfers/{transferId}/decline", {
        params: { transferId },
      }),
    onSuccess: async (_, { name, accepts }) => {
      toast({ tone: "success", title: accepts ? `${name} is yours` : `You do not take ${name} over` });
      // The role is another one now.
      if (accepts) await renewToken();
    },
    onError: (error) =>
      toast(
        isProblem(error, "transfer_ended", "not_found")
          ? { tone: "info", title: "Nothing has changed", detail: "The offer was withdrawn, or has ended." }
          : failureToast("Nothing has changed", error),
      ),
    onSettled: () => queries.invalidateQueries(),
  });
  if (!data?.length) return null;
  return (
    <Section title="You are asked to take over">
      <ul className="-mt-3">
        {data.map(({ id, organization: { name }, from, expiresAt }) => (
          <OfferRow
            key={id}
            name={name}
            accept="Take it over"
            busy={answering.isPending && answering.variables.id === id && answering.variables.accepts}
            readOnly={!online}
            onAccept={() => answering.mutate({ id, name, accepts: true })}
            onDecline={() => answering.mutate({ id, name, accepts: false })}
          >
            {from.name} hands it over to you, until <Time at={expiresAt} />. As its owner you may do everything in it, and somebody has to.
          </OfferRow>
        ))}
      </ul>
    </Section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { EntryList } from "../../ui/entry-list.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Outcome } from "../../ui/outcome.tsx";
import { Time } from "../../ui/time.tsx";
import { recentActivity } from "./activity-queries.ts";
import { EventSentence } from "./event-sentence.tsx";

/** The newest few events of the person's account; those that somebody else brought about say who. */
export function RecentActivity() {
  const { user } = useSignedIn();
  const { data, error, refetch } = useQuery(recentActivity);
  if (data?.length === 0) return <EmptyState title="Nothing is recorded yet">Sign-ins and changes will appear here.</EmptyState>;
  if (data) {
    return (
      <EntryList
        entries={data.map((event) => ({
          key: event.id,
          what: (
            <>
              {event.actor.name !== null && event.actor.id !== user.id && `${event.actor.name}: `}
              <EventSentence event={event} />
            </>
          ),
          mark: event.outcome === "success" ? null : <Outcome value={event.outcome} />,
          when: <Time at={event.occurredAt} as="distance" />,
        }))}
      />
    );
  }
  if (error) return <ErrorPanel error={error} title="Your last events could not be loaded" onRetry={() => void refetch()} />;
  return <Loading what="your last events" rows={5} onRetry={() => void refetch({ cancelRefetch: true })} />;
}

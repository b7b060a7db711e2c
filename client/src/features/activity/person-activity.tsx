import { useQuery } from "@tanstack/react-query";
import type { AuditEvent } from "../../api/types.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { EntryList } from "../../ui/entry-list.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Outcome } from "../../ui/outcome.tsx";
import { Time } from "../../ui/time.tsx";
import { recentActivityOf } from "./activity-queries.ts";
import { EventSentence } from "./event-sentence.tsx";

/** The newest events of somebody's account, for an administrator. */
export function PersonActivity({ userId }: { userId: string }) {
  const { data, error, refetch } = useQuery(recentActivityOf(userId));
  if (data?.length === 0) return <EmptyState title="Nothing is recorded">Sign-ins and changes of this person will appear here.</EmptyState>;
  if (data) {
    return (
      <EntryList
        entries={data.map((event) => ({
          key: event.id,
          what: <EventSentence event={event} />,
          mark: <Mark event={event} userId={userId} />,
          when: <Time at={event.occurredAt} as="distance" />,
        }))}
      />
    );
  }
  if (error) return <ErrorPanel error={error} title="Their last events could not be loaded" onRetry={() => void refetch()} />;
  return <Loading what="their last events" rows={5} onRetry={() => void refetch({ cancelRefetch: true })} />;
}

/** What sets an event apart: that it did not succeed, or that somebody else did it. */
function Mark({ event: { outcome, actor }, userId }: { event: AuditEvent; userId: string }) {
  if (outcome !== "success") return <Outcome value={outcome} />;
  if (actor.type !== "user" || actor.id === userId) return null;
  return <span className="text-small text-ink-3">by {actor.name}</span>;
}

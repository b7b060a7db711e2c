import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "../../ui/empty-state.tsx";
import { EntryList } from "../../ui/entry-list.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Mono } from "../../ui/mono.tsx";
import { describeLastSeen, nameOf } from "./describe-session.ts";
import { sessionsOf } from "./session-queries.ts";

/** Where somebody is signed in, for an administrator. */
export function PersonDevices({ userId }: { userId: string }) {
  const { data, error, refetch } = useQuery(sessionsOf(userId));
  if (data?.length === 0) return <EmptyState title="Signed in nowhere">Each device on which they sign in appears here.</EmptyState>;
  if (data) {
    return (
      <EntryList
        entries={data.map((session) => ({
          key: session.id,
          what: nameOf(session),
          mark: (
            <span className="text-small text-ink-3">
              {session.place && `${session.place}, `}
              <Mono>{session.ip}</Mono>
            </span>
          ),
          when: describeLastSeen(session.lastSeenAt),
        }))}
      />
    );
  }
  if (error) return <ErrorPanel error={error} title="Their devices could not be loaded" onRetry={() => void refetch()} />;
  return <Loading what="their devices" rows={2} onRetry={() => void refetch({ cancelRefetch: true })} />;
}

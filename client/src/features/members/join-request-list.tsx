import { useInfiniteQuery } from "@tanstack/react-query";
import { formatNumber } from "../../lib/format.ts";
import { useOrganization } from "../../lib/organization.ts";
import { useOnline } from "../../lib/use-online.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { useKept } from "../../ui/use-kept.ts";
import { JoinRequestRow } from "./join-request-row.tsx";
import { joinRequests } from "./join-request-queries.ts";

/** Who asks to join, each to be let in or turned down. */
export function JoinRequestList() {
  const { id } = useOrganization();
  const { online } = useOnline();
  const requests = useInfiniteQuery(joinRequests(id));
  const items = useKept(requests.data)?.pages.flatMap((page) => page.items);
  const list = useFocusKept(items?.length);
  if (!items) {
    return requests.error ? (
      <ErrorPanel error={requests.error} title="Who asks to join could not be loaded" onRetry={() => void requests.refetch()} />
    ) : (
      <Loading what="who asks to join" rows={3} onRetry={() => void requests.refetch({ cancelRefetch: true })} />
    );
  }
  return (
    <section ref={list} tabIndex={-1} aria-label="Who asks to join" className="outline-none">
      <OutOfDate
        readAtMs={requests.dataUpdatedAt}
        failed={requests.isError}
        offline="Decisions need the network."
        onRefresh={() => void requests.refetch()}
      />
      {items.length === 0 ? (
        <EmptyState title="Nobody asks to join">
          People with an address at one of your proven mail domains can ask, where the domain says so.
        </EmptyState>
      ) : (
        <ul className="-mt-2">
          {items.map((request) => (
            <JoinRequestRow key={request.id} request={request} readOnly={!online} />
          ))}
        </ul>
      )}
      {requests.hasNextPage && (
        <LoadMore more busy={requests.isFetchingNextPage} error={requests.error} onMore={() => void requests.fetchNextPage()}>
          {formatNumber(items.length)} so far
        </LoadMore>
      )}
    </section>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatNumber } from "../../lib/format.ts";
import { useOrganization } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { useKept } from "../../ui/use-kept.ts";
import { MemberLedger } from "./member-ledger.tsx";
import { membersFound } from "./member-queries.ts";

interface MemberListProps {
  search: string;
  onEverybody: () => void;
  /** What there is to do while nobody else is in. */
  alone: ReactNode;
}

/** The members who fit. While others are looked for, and when that fails, those found before stay, dimmed. */
export function MemberList({ search, onEverybody, alone }: MemberListProps) {
  const { id } = useOrganization();
  const members = useInfiniteQuery(membersFound(id, search));
  const items = useKept(members.data)?.pages.flatMap((page) => page.items);
  const found = members.data !== undefined;
  if (!items) {
    return members.error ? (
      <ErrorPanel error={members.error} title="The members could not be loaded" onRetry={() => void members.refetch()} />
    ) : (
      <Loading what="the members" rows={8} onRetry={() => void members.refetch({ cancelRefetch: true })} />
    );
  }
  const isLooking = members.isPlaceholderData || (!found && members.isFetching);
  const isAlone = items.length === 1 && search === "" && !members.hasNextPage;
  return (
    <section aria-label="Members" aria-busy={isLooking}>
      {found ? (
        <OutOfDate
          readAtMs={members.dataUpdatedAt}
          failed={members.isError}
          offline="Roles and removals need the network."
          onRefresh={() => void members.refetch()}
        />
      ) : (
        <div className="mb-5">
          <ErrorPanel
            error={members.error}
            title="The search failed. Below is who was found before"
            onRetry={() => void members.refetch()}
          />
        </div>
      )}
      {items.length === 0 ? (
        <div className="grid justify-items-start gap-3">
          <EmptyState title="Nobody fits">Nobody’s name or address has words that begin like “{search}”.</EmptyState>
          <Button onClick={onEverybody}>Show everybody</Button>
        </div>
      ) : (
        <MemberLedger members={items} isDimmed={isLooking || !found} />
      )}
      {found && items.length > 0 && (
        <LoadMore
          more={members.hasNextPage && !isLooking}
          busy={members.isFetchingNextPage}
          error={members.error}
          onMore={() => void members.fetchNextPage()}
        >
          {isLooking
            ? "Looking…"
            : `${formatNumber(items.length)} ${items.length === 1 ? "member" : "members"}${members.hasNextPage ? " so far" : ""}`}
        </LoadMore>
      )}
      {found && isAlone && !isLooking && alone}
    </section>
  );
}

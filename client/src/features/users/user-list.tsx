import { useInfiniteQuery } from "@tanstack/react-query";
import { formatNumber } from "../../lib/format.ts";
import { isProblem } from "../../lib/problem.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { SecondFactorNeeded } from "../../ui/second-factor-needed.tsx";
import { useKept } from "../../ui/use-kept.ts";
import type { UserFilter } from "./user-filter.ts";
import { usersFound } from "./user-queries.ts";
import { UserRow } from "./user-row.tsx";

/** The people who fit. While others are looked for, and when that fails, those found before stay, dimmed. */
export function UserList({ filter, onEverybody }: { filter: UserFilter; onEverybody: () => void }) {
  const users = useInfiniteQuery(usersFound(filter));
  const items = useKept(users.data)?.pages.flatMap((page) => page.items);
  const found = users.data !== undefined;
  if (!found && isProblem(users.error, "second_factor_required")) return <SecondFactorNeeded />;
  if (!items) {
    return users.error ? (
      <ErrorPanel error={users.error} title="The people could not be loaded" onRetry={() => void users.refetch()} />
    ) : (
      <Loading what="the people" rows={8} onRetry={() => void users.refetch({ cancelRefetch: true })} />
    );
  }
  const isLooking = users.isPlaceholderData || (!found && users.isFetching);
  return (
    <section aria-label="People" aria-busy={isLooking}>
      {found ? (
        <OutOfDate readAtMs={users.dataUpdatedAt} failed={users.isError} onRefresh={() => void users.refetch()} />
      ) : (
        <div className="mb-5">
          <ErrorPanel error={users.error} title="The search failed. Below is who was found before" onRetry={() => void users.refetch()} />
        </div>
      )}
      {items.length === 0 ? (
        <Nobody filter={filter} onEverybody={onEverybody} />
      ) : (
        <ul className={classNames("-mt-2 transition-opacity", (isLooking || !found) && "opacity-60")}>
          {items.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </ul>
      )}
      {found && items.length > 0 && (
        <LoadMore
          more={users.hasNextPage && !isLooking}
          busy={users.isFetchingNextPage}
          error={users.error}
          onMore={() => void users.fetchNextPage()}
        >
          {isLooking
            ? "Looking…"
            : `${formatNumber(items.length)} ${items.length === 1 ? "person" : "people"}${users.hasNextPage ? " so far" : ""}`}
        </LoadMore>
      )}
    </section>
  );
}

function Nobody({ filter: { search, status }, onEverybody }: { filter: UserFilter; onEverybody: () => void }) {
  return (
    <div className="grid justify-items-start gap-3">
      <EmptyState title="Nobody fits">
        {search
          ? `Nobody’s name or address has words that begin like “${search}”${status ? ", among those that are shown" : ""}.`
          : "There is nobody of this kind."}
      </EmptyState>
      <Button onClick={onEverybody}>Show everybody</Button>
    </div>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { formatNumber } from "../../lib/format.ts";
import { isProblem } from "../../lib/problem.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { AdministratorsOnly } from "../../ui/administrators-only.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { SecondFactorNeeded } from "../../ui/second-factor-needed.tsx";
import { tenants } from "./tenant-queries.ts";
import { TenantRow } from "./tenant-row.tsx";

/** The organizations of this instance, for its administrators. */
export function TenantsPage() {
  const { user } = useSignedIn();
  return (
    <>
      <PageHeader
        title="Organizations"
        lead="All that there are on this Gatehouse. What is in one is its own affair: whoever looks into it says why, and it is told."
      />
      <AdministratorsOnly user={user} title="Only administrators see all organizations">
        <Tenants />
      </AdministratorsOnly>
    </>
  );
}

function Tenants() {
  const list = useInfiniteQuery(tenants);
  const items = list.data?.pages.flatMap((page) => page.items);
  if (!items) {
    if (isProblem(list.error, "second_factor_required")) return <SecondFactorNeeded />;
    if (list.error)
      return <ErrorPanel error={list.error} title="The organizations could not be loaded" onRetry={() => void list.refetch()} />;
    return <Loading what="the organizations" rows={8} onRetry={() => void list.refetch({ cancelRefetch: true })} />;
  }
  if (items.length === 0)
    return <EmptyState title="There are no organizations yet">Everybody who has an account can create one.</EmptyState>;
  return (
    <section aria-label="Organizations">
      <OutOfDate readAtMs={list.dataUpdatedAt} failed={list.isError} onRefresh={() => void list.refetch()} />
      <ul className="-mt-2">
        {items.map((tenant) => (
          <TenantRow key={tenant.id} tenant={tenant} />
        ))}
      </ul>
      <LoadMore more={list.hasNextPage} busy={list.isFetchingNextPage} error={list.error} onMore={() => void list.fetchNextPage()}>
        {formatNumber(items.length)} {items.length === 1 ? "organization" : "organizations"}
        {list.hasNextPage && " so far"}
      </LoadMore>
    </section>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OrganizationDomain } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { useKept } from "../../ui/use-kept.ts";
import { AddDomain } from "./add-domain.tsx";
import { domainsOf } from "./domain-queries.ts";
import { DomainRow } from "./domain-row.tsx";
import { RemoveDomain } from "./remove-domain.tsx";

/** The mail domains by which people come into the organization on their own. */
export function DomainsPage() {
  const { id, name } = useOrganization();
  const mayChange = usePermission("domains:update");
  const [added, setAdded] = useState<readonly string[]>([]);
  return (
    <>
      <PageHeader title="Domains" lead={`Who has a confirmed address at one of these can come into ${name} without an invitation.`} />
      <Columns
        main={
          <Section title="Mail domains">
            <DomainList key={id} added={added} />
          </Section>
        }
        side={
          mayChange && (
            <Section title="Add a domain">
              <AddDomain key={added.length} onAdded={(domain) => setAdded([...added, domain.id])} />
            </Section>
          )
        }
      />
    </>
  );
}

function DomainList({ added }: { added: readonly string[] }) {
  const { id } = useOrganization();
  const domains = useInfiniteQuery(domainsOf(id));
  const items = useKept(domains.data)?.pages.flatMap((page) => page.items);
  const [asked, setAsked] = useState<OrganizationDomain | null>(null);
  const place = useFocusKept<HTMLDivElement>(items?.length);
  if (!items) {
    return domains.error ? (
      <ErrorPanel error={domains.error} title="The domains could not be loaded" onRetry={() => void domains.refetch()} />
    ) : (
      <Loading what="the domains" rows={3} onRetry={() => void domains.refetch({ cancelRefetch: true })} />
    );
  }
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <OutOfDate
        readAtMs={domains.dataUpdatedAt}
        failed={domains.isError}
        offline="Changes need the network."
        onRefresh={() => void domains.refetch()}
      />
      {items.length === 0 ? (
        <EmptyState title="No domain yet">
          Add the one of your organization’s addresses and prove it. Then your people join without being invited one by one.
        </EmptyState>
      ) : (
        <ul className="-mt-3">
          {items.map((domain) => (
            <DomainRow key={domain.id} domain={domain} isNew={added.includes(domain.id)} onRemove={() => setAsked(domain)} />
          ))}
        </ul>
      )}
      {domains.hasNextPage && (
        <LoadMore more busy={domains.isFetchingNextPage} error={domains.error} onMore={() => void domains.fetchNextPage()}>
          {formatNumber(items.length)} domains so far
        </LoadMore>
      )}
      {asked && <RemoveDomain domain={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

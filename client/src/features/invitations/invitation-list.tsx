import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OpenInvitation } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { isProblem } from "../../lib/problem.ts";
import { useOnline } from "../../lib/use-online.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { SecondFactorNeeded } from "../../ui/second-factor-needed.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { openInvitations } from "./invitation-queries.ts";
import { InvitationRow } from "./invitation-row.tsx";
import { RevokeInvitation } from "./revoke-invitation.tsx";

/** The invitations nobody has accepted yet. */
export function InvitationList() {
  const invitations = useInfiniteQuery(openInvitations);
  const { online } = useOnline();
  const [asked, setAsked] = useState<OpenInvitation | null>(null);
  const items = invitations.data?.pages.flatMap((page) => page.items);
  const list = useFocusKept(items?.length);
  if (!items) {
    if (isProblem(invitations.error, "second_factor_required")) return <SecondFactorNeeded />;
    return invitations.error ? (
      <ErrorPanel error={invitations.error} title="The invitations could not be loaded" onRetry={() => void invitations.refetch()} />
    ) : (
      <Loading what="the invitations" rows={3} onRetry={() => void invitations.refetch({ cancelRefetch: true })} />
    );
  }
  return (
    <section ref={list} tabIndex={-1} aria-label="Who is invited" className="outline-none">
      <OutOfDate
        readAtMs={invitations.dataUpdatedAt}
        failed={invitations.isError}
        offline="Revoking needs the network."
        onRefresh={() => void invitations.refetch()}
      />
      {items.length === 0 ? (
        <EmptyState title="Nobody is invited">Whom you invite stays here until they join, or until you revoke the invitation.</EmptyState>
      ) : (
        <ul className="-mt-3">
          {items.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} readOnly={!online} onRevoke={() => setAsked(invitation)} />
          ))}
        </ul>
      )}
      {invitations.hasNextPage && (
        <LoadMore more busy={invitations.isFetchingNextPage} error={invitations.error} onMore={() => void invitations.fetchNextPage()}>
          {formatNumber(items.length)} invitations so far
        </LoadMore>
      )}
      {asked && <RevokeInvitation invitation={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

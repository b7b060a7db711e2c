import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, Suspense, useState } from "react";
import type { MemberInvitation } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { useOnline } from "../../lib/use-online.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { InvitationRow } from "./invitation-row.tsx";
import { invitationsIn } from "./invitation-queries.ts";
import { WithdrawInvitation } from "./dialogs.tsx";

/** Who is invited and has not decided yet; those who let it expire come after them. */
export function InvitationList({ empty }: { empty: ReactNode }) {
  const { id } = useOrganization();
  const open = useInfiniteQuery(invitationsIn(id, "open"));
  const expired = useInfiniteQuery(invitationsIn(id, "expired"));
  const mayInvite = usePermission("members:invite");
  const { online } = useOnline();
  const [asked, setAsked] = useState<MemberInvitation | null>(null);
  const items = [open, expired].flatMap(({ data }) => data?.pages.flatMap((page) => page.items) ?? []);
  const list = useFocusKept(open.data ? items.length : undefined);
  const failed = open.error ?? expired.error;
  const retry = () => void Promise.all([open.refetch({ cancelRefetch: true }), expired.refetch({ cancelRefetch: true })]);
  if (!open.data || !expired.data) {
    return failed ? (
      <ErrorPanel error={failed} title="The invitations could not be loaded" onRetry={retry} />
    ) : (
      <Loading what="the invitations" rows={4} onRetry={retry} />
    );
  }
  const next = open.hasNextPage ? open : expired;
  return (
    <section ref={list} tabIndex={-1} aria-label="Who is invited" className="outline-none">
      <OutOfDate
        readAtMs={open.dataUpdatedAt}
        failed={failed !== null}
        offline="Sending and withdrawing need the network."
        onRefresh={retry}
      />
      {items.length === 0 ? (
        <div className="grid gap-8">
          <EmptyState title="Nobody is invited">
            Whom somebody here invites is listed until they join, decline, or the invitation is withdrawn.
          </EmptyState>
          {empty}
        </div>
      ) : (
        <ul className="-mt-2">
          {items.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              mayChange={mayInvite}
              readOnly={!online}
              onWithdraw={() => setAsked(invitation)}
            />
          ))}
        </ul>
      )}
      {items.length > 0 && (
        <LoadMore more={next.hasNextPage} busy={next.isFetchingNextPage} error={next.error} onMore={() => void next.fetchNextPage()}>
          {formatNumber(items.length)} {items.length === 1 ? "invitation" : "invitations"}
          {next.hasNextPage && " so far"}
        </LoadMore>
      )}
      <Suspense>{asked && <WithdrawInvitation invitation={asked} onClose={() => setAsked(null)} />}</Suspense>
    </section>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { type ComponentType, useState } from "react";
import { formatNumber } from "../../lib/format.ts";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { NoticeLedger } from "./notice-ledger.tsx";
import { noticePages } from "./notice-queries.ts";
import { useDismissal } from "./use-dismissal.ts";

interface NoticesPageProps {
  /** Signs out the other devices, having asked. */
  SignOut: ComponentType<{ scope: "others"; onClose: () => void }>;
}

/** What happened to the account's safety: each to be answered with "that was me", or with what to do against it. */
export function NoticesPage({ SignOut }: NoticesPageProps) {
  const notices = useInfiniteQuery(noticePages);
  const readOnly = useReadOnly();
  const { dismiss, busy } = useDismissal();
  const [signingOut, setSigningOut] = useState(false);
  const items = notices.data?.pages.flatMap((page) => page.items);
  const openCount = notices.data?.pages[0]?.openCount ?? 0;
  const list = useFocusKept(openCount);
  return (
    <>
      <PageHeader
        title="Security notices"
        lead="What happened to your account's safety. The same was mailed to you where mail is set up."
        actions={
          openCount > 1 && (
            <Button disabled={readOnly} busy={busy} busyLabel="Dismissing…" onClick={() => dismiss(null)}>
              All of it was me
            </Button>
          )
        }
      />
      {items ? (
        <section ref={list} tabIndex={-1} aria-label="Security notices" className="outline-none">
          <OutOfDate
            readAtMs={notices.dataUpdatedAt}
            failed={notices.isError}
            offline="Answering needs the network."
            onRefresh={() => void notices.refetch()}
          />
          <NoticeLedger
            notices={items}
            openCount={openCount}
            readOnly={readOnly}
            onDismiss={dismiss}
            onSignOutOthers={() => setSigningOut(true)}
          />
          {notices.hasNextPage && (
            <LoadMore more busy={notices.isFetchingNextPage} error={notices.error} onMore={() => void notices.fetchNextPage()}>
              {formatNumber(items.length)} notices so far
            </LoadMore>
          )}
        </section>
      ) : notices.error ? (
        <ErrorPanel error={notices.error} title="Your notices could not be loaded" onRetry={() => void notices.refetch()} />
      ) : (
        <Loading what="your notices" rows={5} onRetry={() => void notices.refetch({ cancelRefetch: true })} />
      )}
      {signingOut && <SignOut scope="others" onClose={() => setSigningOut(false)} />}
    </>
  );
}

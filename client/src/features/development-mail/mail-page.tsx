import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { authOptions } from "../../lib/api-options.ts";
import { isProblem } from "../../lib/problem.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { MailFrame } from "./mail-frame.tsx";
import { developmentMails } from "./mail-queries.ts";
import { Mailbox } from "./mailbox.tsx";

/** The mails of a development instance, which has no mail server: each with its code, its link, its text and its HTML form. */
export function MailPage() {
  const options = useQuery(authOptions);
  const mails = useInfiniteQuery(developmentMails);
  const [search] = useSearchParams();
  const kept = options.data ? options.data.mail === "page" : !isProblem(mails.error, "not_found");
  const items = mails.data?.pages.flatMap((page) => page.items);
  const retry = () => void Promise.all([mails.refetch(), options.refetch()]);
  return (
    <MailFrame>
      <PageHeader
        title="Development mail"
        lead="Mails that this Gatehouse would have sent. None leaves it while no mail server is set up."
      />
      {!kept ? (
        <EmptyState title="No mails are kept here">
          This page is only for development, while no mail server is set up. Mails of this Gatehouse go out to their mailboxes, or nowhere.
        </EmptyState>
      ) : items ? (
        <>
          <OutOfDate readAtMs={mails.dataUpdatedAt} failed={mails.isError} onRefresh={retry} />
          <Mailbox
            mails={items}
            chosen={search.get("mail")}
            more={mails.hasNextPage}
            busy={mails.isFetchingNextPage}
            error={mails.error}
            onMore={() => void mails.fetchNextPage()}
          />
        </>
      ) : mails.error ? (
        <ErrorPanel error={mails.error} title="The mails could not be loaded" onRetry={retry} />
      ) : (
        <Loading what="the mails" rows={6} onRetry={retry} />
      )}
    </MailFrame>
  );
}

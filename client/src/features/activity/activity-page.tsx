import { useInfiniteQuery } from "@tanstack/react-query";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ActivityLedger } from "./activity-ledger.tsx";
import { activityPages } from "./activity-queries.ts";

/** What happened on the person's own account, newest first. */
export function ActivityPage() {
  const activity = useInfiniteQuery(activityPages);
  return (
    <>
      <PageHeader
        title="Activity"
        lead="What happened on your account: every sign-in, every refusal and every change, with who, when and from where."
      />
      {activity.data ? (
        <ActivityLedger
          label="Your activity"
          empty="Your next sign-in, a new password or a changed name will appear here, each with its time, address and outcome."
          events={activity.data.pages.flatMap((page) => page.items)}
          more={activity.hasNextPage}
          busy={activity.isFetchingNextPage}
          error={activity.error}
          readAtMs={activity.dataUpdatedAt}
          onMore={() => void activity.fetchNextPage()}
          onRefresh={() => void activity.refetch()}
        />
      ) : activity.error ? (
        <ErrorPanel error={activity.error} title="Your activity could not be loaded" onRetry={() => void activity.refetch()} />
      ) : (
        <Loading what="your activity" rows={10} onRetry={() => void activity.refetch({ cancelRefetch: true })} />
      )}
    </>
  );
}

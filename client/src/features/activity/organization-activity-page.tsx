import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "../../lib/organization.ts";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { ActivityLedger } from "./activity-ledger.tsx";
import { organizationActivity } from "./activity-queries.ts";

/** What was done in the organization, newest first, by whomever: also by those who run this Gatehouse. */
export function OrganizationActivityPage() {
  const { id, name } = useOrganization();
  const activity = useInfiniteQuery(organizationActivity(id));
  return (
    <>
      <PageHeader
        title="Organization activity"
        lead={`Who did what in ${name}, when and from where. Also when somebody who runs this Gatehouse looked into it, and why.`}
      />
      {activity.data ? (
        <ActivityLedger
          label={`Activity in ${name}`}
          empty="A changed role, a new member or a policy will appear here, each with its time, address and outcome."
          events={activity.data.pages.flatMap((page) => page.items)}
          more={activity.hasNextPage}
          busy={activity.isFetchingNextPage}
          error={activity.error}
          readAtMs={activity.dataUpdatedAt}
          onMore={() => void activity.fetchNextPage()}
          onRefresh={() => void activity.refetch()}
        />
      ) : activity.error ? (
        <ErrorPanel error={activity.error} title="The activity could not be loaded" onRetry={() => void activity.refetch()} />
      ) : (
        <Loading what="the activity" rows={10} onRetry={() => void activity.refetch({ cancelRefetch: true })} />
      )}
    </>
  );
}

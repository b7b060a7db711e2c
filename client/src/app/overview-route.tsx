import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import type { Standing } from "../api/types.ts";
import { RecentActivity } from "../features/activity/recent-activity.tsx";
import { WaysIn } from "../features/joining/ways-in.tsx";
import { OpenNotices } from "../features/notices/open-notices.tsx";
import { MyTransfers } from "../features/organizations/my-transfers.tsx";
import { saidNotNow } from "../features/organizations/not-now.ts";
import { myOrganizations } from "../features/organizations/organization-queries.ts";
import { useEnterNew } from "../features/organizations/use-enter-new.ts";
import { OverviewPage } from "../features/overview/overview-page.tsx";
import { organizationPath } from "../lib/organization.ts";
import { useSignedIn } from "../lib/session/signed-in.ts";
import { Loading } from "../ui/loading.tsx";

/**
 * The start. It leads to the organization in which the person acts, and to the first steps who belongs to none and has not said "not
 * now"; else it is their own overview, with the parts that other features lend it.
 */
export function OverviewRoute() {
  const { standing } = useSignedIn();
  const { path, isLooking, retry } = useWayOn(standing);
  const navigate = useNavigate();
  const enter = useEnterNew();
  useEffect(() => {
    if (path !== null) void navigate(path, { replace: true });
  }, [path, navigate]);
  if (isLooking || path !== null) return <Loading what="your console" rows={6} onRetry={retry} />;
  // Who acts for another decides nothing for them.
  const attention = (
    <>
      <OpenNotices />
      {standing && (
        <div className="*:not-empty:mb-10">
          <MyTransfers />
          <WaysIn onJoined={enter} />
        </div>
      )}
    </>
  );
  return <OverviewPage attention={attention} recentActivity={<RecentActivity />} />;
}

function useWayOn(standing: Standing | null) {
  const organization = standing?.organization ?? null;
  const refusal = standing?.organizationRefusal ?? null;
  const mayBeNew = standing !== null && !organization && !refusal && !saidNotNow();
  const { data, isPending, refetch } = useQuery({ ...myOrganizations, enabled: refusal !== null || mayBeNew });
  const refused = data?.find(({ id }) => id === refusal?.organizationId);
  const way = organization ?? refused;
  const path = way ? organizationPath(way) : mayBeNew && data?.length === 0 ? "/welcome" : null;
  return { path, isLooking: (refusal !== null || mayBeNew) && isPending, retry: () => void refetch({ cancelRefetch: true }) };
}

import { RecentActivity } from "../features/activity/recent-activity.tsx";
import { OpenNotices } from "../features/notices/open-notices.tsx";
import { OverviewPage } from "../features/overview/overview-page.tsx";

/** The overview with the parts that other features lend it. */
export function OverviewRoute() {
  return <OverviewPage attention={<OpenNotices />} recentActivity={<RecentActivity />} />;
}

import { lazy, Suspense } from "react";
import { SecurityPage } from "../features/security/security-page.tsx";

const RecentActivity = lazy(() =>
  import("../features/activity/recent-activity.tsx").then((module) => ({ default: module.RecentActivity })),
);

/** How the person signs in, with what happened last, which comes after it. */
export function SecurityRoute() {
  return (
    <SecurityPage
      recentActivity={
        <Suspense>
          <RecentActivity />
        </Suspense>
      }
    />
  );
}

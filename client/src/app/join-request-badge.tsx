import { lazy, Suspense } from "react";

const JoinRequestCount = lazy(() => import("./join-request-count.tsx").then((module) => ({ default: module.JoinRequestCount })));

/** The count of who asks to join. It comes after the page, so that it costs the first paint nothing. */
export function JoinRequestBadge({ organizationId }: { organizationId: string }) {
  return (
    <Suspense>
      <JoinRequestCount organizationId={organizationId} />
    </Suspense>
  );
}

import { lazy, Suspense } from "react";

const NoticeCount = lazy(() => import("./notice-count.tsx").then((module) => ({ default: module.NoticeCount })));

/** The count of open security notices. It comes after the page, so that it costs the first paint nothing. */
export function NoticeBadge() {
  return (
    <Suspense>
      <NoticeCount />
    </Suspense>
  );
}

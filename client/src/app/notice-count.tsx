import { useQuery } from "@tanstack/react-query";
import { newestNotices } from "../features/notices/notice-queries.ts";
import { queries } from "./queries.ts";

/** How many security notices are open; nothing while there is none, or none is known of. */
export function NoticeCount() {
  // Beside the pages, so not under their provider.
  const open = useQuery(newestNotices, queries).data?.openCount ?? 0;
  if (open === 0) return null;
  return (
    <span className="min-w-4.5 rounded-full bg-warn-soft px-1 text-center font-mono text-tiny font-semibold text-warn">
      <span className="sr-only">, </span>
      {open}
      <span className="sr-only"> open</span>
    </span>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { joinRequests } from "../features/members/join-request-queries.ts";
import { queries } from "./queries.ts";

/** How many people ask to join; nothing while nobody does, or nobody is known of. */
export function JoinRequestCount({ organizationId }: { organizationId: string }) {
  // Beside the pages, so not under their provider.
  const { data } = useInfiniteQuery(joinRequests(organizationId), queries);
  const count = data?.pages.flatMap((page) => page.items).length ?? 0;
  if (count === 0) return null;
  return (
    <span className="min-w-4.5 rounded-full bg-warn-soft px-1 text-center font-mono text-tiny font-semibold text-warn">
      <span className="sr-only">, </span>
      {count}
      <span className="sr-only"> asking to join</span>
    </span>
  );
}

import { useQuery } from "@tanstack/react-query";
import { formatNumber } from "../../lib/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { describeNotice } from "./describe-notice.ts";
import { newestNotices } from "./notice-queries.ts";

/** Says that notices wait to be answered, with the newest of them; nothing while none does, or while that cannot be asked. */
export function OpenNotices() {
  const { data } = useQuery(newestNotices);
  if (!data || data.openCount === 0) return null;
  const newest = data.items.find(({ dismissedAt }) => dismissedAt === null);
  const words = newest && describeNotice(newest);
  const question = words?.remedies.includes("ask") ? "Something that you should know" : "Was this you?";
  return (
    <div className="mb-8">
      <Notice tone="warn" title={data.openCount === 1 ? question : `${formatNumber(data.openCount)} things to look at: was this you?`}>
        <p>
          {words && `${[words.title, words.facts.join(", ")].filter(Boolean).join(": ")}. `}
          <PageLink to="/me/notices">Look at {data.openCount === 1 ? "it" : "them"}</PageLink>
        </p>
      </Notice>
    </div>
  );
}

import { Problem, Unreachable } from "../lib/problem.ts";
import { Banner } from "../ui/banner.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Loading } from "../ui/loading.tsx";
import { Notice } from "../ui/notice.tsx";
import { OutOfDate } from "../ui/out-of-date.tsx";

const failure = new Problem({
  status: 500,
  code: "internal",
  detail: "It failed.",
  requestId: "req_01JD9Z35TK7QX",
  errors: [],
  retryAfterSeconds: null,
});
const nothing = () => {};

/** What is said to the person. */
export function MessagesSample() {
  return (
    <>
      {(["info", "success", "warn", "danger"] as const).map((tone) => (
        <Notice key={tone} tone={tone} title={`A notice: ${tone}`} requestId={tone === "danger" ? "req_01JD9Z35TK7QX" : null}>
          What it means and what to do.
        </Notice>
      ))}
      <FailureNotice error={new Unreachable()} doing="Saving" secondsLeft={0} />
      <Banner icon="offline">A line across the top.</Banner>
      <ErrorPanel error={failure} title="Your activity could not be loaded" onRetry={nothing} />
      <EmptyState title="Nothing is recorded yet">What will appear here, and when.</EmptyState>
      <OutOfDate readAtMs={1_795_257_727_000} failed onRefresh={nothing} />
      <Loading what="an example" rows={3} onRetry={nothing} />
    </>
  );
}

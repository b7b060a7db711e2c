import { useMemo } from "react";
import { beginWait, formatCountdown, useSecondsLeft } from "../lib/countdown.ts";
import { isProblem } from "../lib/problem.ts";
import { Button } from "./button.tsx";
import { FailureNotice } from "./failure-notice.tsx";

interface LookingProps {
  error: unknown;
  onRetry: () => void;
}

/** Stands where a mailed link's page will be while the server is asked about the link: grey bars, or why there was no answer. */
export function Looking({ error, onRetry }: LookingProps) {
  const wait = useMemo(() => (isProblem(error) && error.retryAfterSeconds ? beginWait(error.retryAfterSeconds) : null), [error]);
  const secondsLeft = useSecondsLeft(wait);
  if (error === null) return <Bars />;
  return (
    <div className="grid gap-5">
      <FailureNotice error={error} doing="Looking at the link" secondsLeft={secondsLeft} kept="The link is not used up" />
      <Button
        size="large"
        aria-disabled={secondsLeft > 0 || undefined}
        onClick={() => {
          if (secondsLeft === 0) onRetry();
        }}
      >
        {secondsLeft > 0 ? `Try again in ${formatCountdown(secondsLeft)}` : "Try again"}
      </Button>
    </div>
  );
}

function Bars() {
  return (
    <>
      <output className="sr-only">Looking at the link…</output>
      <div aria-hidden="true" className="grid animate-pulse gap-5">
        <span className="h-3 w-4/5 rounded-chip bg-line" />
        <span className="h-3 w-3/5 rounded-chip bg-line" />
        <span className="mt-1 h-10 rounded-control bg-line" />
      </div>
    </>
  );
}

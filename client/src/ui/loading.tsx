import { useEffect, useState } from "react";
import { Button } from "./button.tsx";

const quietMs = 150;
const patienceMs = 8_000;

/** How long something has been loading: nothing is shown at first, bars after a moment, and a way out in the end. */
type Phase = "quiet" | "bars" | "late";

interface LoadingProps {
  what: string;
  rows: number;
  onRetry: () => void;
}

/**
 * Stands where `what` will be, in its shape: `rows` lines. Nothing for 150 ms, bars after that, and after 8 seconds a
 * sentence with a way to try again, so that nobody looks at grey bars forever.
 */
export function Loading({ what, rows, onRetry }: LoadingProps) {
  const [attempt, setAttempt] = useState(0);
  const retry = () => {
    setAttempt(attempt + 1);
    onRetry();
  };
  return <Attempt key={attempt} first={attempt === 0 ? "quiet" : "bars"} what={what} rows={rows} onRetry={retry} />;
}

function Attempt({ first, what, rows, onRetry }: LoadingProps & { first: Phase }) {
  const phase = usePhase(first);
  return (
    <div className="grid gap-3">
      <output className={phase === "late" ? "flex flex-wrap items-center gap-3 text-ink-2" : "sr-only"}>
        {phase === "bars" && `Loading ${what}…`}
        {phase === "late" && (
          <>
            Still loading {what}. The network or the server is slow.
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          </>
        )}
      </output>
      {phase !== "quiet" && <Bars rows={rows} />}
    </div>
  );
}

function usePhase(first: Phase): Phase {
  const [phase, setPhase] = useState(first);
  useEffect(() => {
    const bars = setTimeout(() => setPhase("bars"), quietMs);
    const late = setTimeout(() => setPhase("late"), patienceMs);
    return () => {
      clearTimeout(bars);
      clearTimeout(late);
    };
  }, []);
  return phase;
}

const widths = ["w-3/5", "w-4/5", "w-2/5", "w-2/3", "w-1/2"];

function Bars({ rows }: { rows: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex min-h-8.5 items-center gap-6 border-b border-line">
          <span className="h-2.5 w-16 shrink-0 animate-pulse rounded-chip bg-line" />
          <span className={`h-2.5 animate-pulse rounded-chip bg-line ${widths[row % widths.length]}`} />
        </div>
      ))}
    </div>
  );
}

import { useOnline } from "../lib/use-online.ts";
import { Button } from "./button.tsx";
import { Time } from "./time.tsx";

/** Says how old what stands below is, when it could not be brought up to date; otherwise nothing. */
export function OutOfDate({ readAtMs, failed, onRefresh }: { readAtMs: number; failed: boolean; onRefresh: () => void }) {
  const { online } = useOnline();
  if (online && !failed) return null;
  return (
    <p className="mb-2 flex flex-wrap items-center gap-3 text-ink-2">
      <span>
        As of <Time at={new Date(readAtMs).toISOString()} as="clock" />
        {online && ". It could not be brought up to date."}
      </span>
      {online && (
        <Button size="small" onClick={onRefresh}>
          Try again
        </Button>
      )}
    </p>
  );
}

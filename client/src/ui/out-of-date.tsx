import { useOnline } from "../lib/use-online.ts";
import { Button } from "./button.tsx";
import { Time } from "./time.tsx";

interface OutOfDateProps {
  /** When it was read, in milliseconds of the wall clock. */
  readAtMs: number;
  failed: boolean;
  /** What cannot be done offline, in a sentence. */
  offline?: string;
  onRefresh: () => void;
}

/** Says how old what stands below is, when it could not be brought up to date; otherwise nothing. */
export function OutOfDate({ readAtMs, failed, offline, onRefresh }: OutOfDateProps) {
  const { online } = useOnline();
  if (online && !failed) return null;
  return (
    <p className="mb-2 flex flex-wrap items-center gap-3 text-ink-2">
      <span>
        As of <Time at={new Date(readAtMs).toISOString()} as="clock" />
        {online && ". It could not be brought up to date."}
        {!online && offline && `. ${offline}`}
      </span>
      {online && (
        <Button size="small" onClick={onRefresh}>
          Try again
        </Button>
      )}
    </p>
  );
}

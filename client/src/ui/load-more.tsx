import type { ReactNode } from "react";
import { Button } from "./button.tsx";

interface LoadMoreProps {
  more: boolean;
  busy: boolean;
  onMore: () => void;
  /** How many there are now, or why the last attempt failed. */
  children: ReactNode;
}

/** The end of a list that comes in pages. */
export function LoadMore({ more, busy, onMore, children }: LoadMoreProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 pt-4 text-ink-3">
      <output>{children}</output>
      {more && (
        <Button busy={busy} busyLabel="Loading…" onClick={onMore}>
          Load more
        </Button>
      )}
    </div>
  );
}

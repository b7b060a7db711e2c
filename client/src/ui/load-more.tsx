import type { ReactNode } from "react";
import { isProblem } from "../lib/problem.ts";
import { Button } from "./button.tsx";
import { Mono } from "./mono.tsx";

interface LoadMoreProps {
  more: boolean;
  busy: boolean;
  /** Why the last attempt failed. */
  error: unknown;
  onMore: () => void;
  /** How many there are now. */
  children: ReactNode;
}

/** The end of a list that comes in pages. */
export function LoadMore({ more, busy, error, onMore, children }: LoadMoreProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 pt-4 text-ink-3">
      <output>
        {children}
        {isProblem(error) && (
          <>
            . Loading more failed; request id <Mono>{error.requestId}</Mono>
          </>
        )}
      </output>
      {more && (
        <Button busy={busy} busyLabel="Loading…" onClick={onMore}>
          Load more
        </Button>
      )}
    </div>
  );
}

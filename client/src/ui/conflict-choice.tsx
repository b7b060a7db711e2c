import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button.tsx";

interface ConflictChoiceProps {
  /** What was changed: "name". */
  what: string;
  theirs: string;
  mine: string;
  busy: boolean;
  onTheirs: () => void;
  onMine: () => void;
}

/** Two values for one thing, saved elsewhere and typed here: shows both and lets the person choose. Takes the focus when it appears. */
export function ConflictChoice({ what, theirs, mine, busy, onTheirs, onMine }: ConflictChoiceProps) {
  const titleId = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alertdialog"
      aria-labelledby={titleId}
      className="grid gap-3 rounded-control border border-warn bg-surface p-4"
    >
      <div>
        <p id={titleId} className="font-semibold">
          The {what} was changed elsewhere
        </p>
        <p className="text-ink-2">Nothing of yours was saved yet, and nothing was lost. Which one shall it be?</p>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Side title="Saved elsewhere" value={theirs}>
          <Button onClick={onTheirs}>Use this</Button>
        </Side>
        <Side title="Typed here" value={mine}>
          <Button variant="primary" busy={busy} busyLabel="Saving…" onClick={onMine}>
            Save mine
          </Button>
        </Side>
      </div>
    </div>
  );
}

function Side({ title, value, children }: { title: string; value: string; children: ReactNode }) {
  return (
    <div className="grid content-between justify-items-start gap-2 border-t border-line pt-2">
      <div className="min-w-0">
        <p className="text-small text-ink-3">{title}</p>
        <p className="font-medium wrap-anywhere">{value}</p>
      </div>
      {children}
    </div>
  );
}

import { type ReactNode, useId, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

interface ThingToDoProps {
  title: string;
  /** What it is good for. */
  why: string;
  /** Not known yet while undefined. */
  isDone: boolean | undefined;
  /** What holds once it is done. */
  done: ReactNode;
  /** The words of the button that opens the way to do it. */
  begin: string;
  /** The way to do it; it is over when it says so. */
  children: (close: () => void) => ReactNode;
}

/** One thing to do: opened it can be done in place, done it carries a tick. */
export function ThingToDo({ title, why, isDone, done, begin, children }: ThingToDoProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] border-b border-line py-3.5 last:border-0">
      <span className="mt-0.5" aria-hidden="true">
        {isDone ? (
          <span className="inline-grid size-4 place-items-center rounded-full bg-accent text-on-accent">
            <Icon name="check" className="size-3" />
          </span>
        ) : (
          <span className="inline-block size-4 rounded-full border border-line-strong" />
        )}
      </span>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-56">
            <h3 className="font-medium">
              {title}
              {isDone && <span className="sr-only">: done</span>}
            </h3>
            <p className="text-ink-2">{isDone ? done : why}</p>
          </div>
          {(isOpen || isDone === false) && (
            <Button size="small" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => setIsOpen(!isOpen)}>
              {isOpen ? (isDone ? "Close" : "Later") : begin}
            </Button>
          )}
        </div>
        {isOpen && (
          <div id={id} className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {children(() => setIsOpen(false))}
          </div>
        )}
      </div>
    </li>
  );
}

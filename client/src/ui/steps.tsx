import type { ReactNode } from "react";

/** What to do next, in a sensible order. */
export function Steps({ steps }: { steps: { title: string; body: ReactNode }[] }) {
  return (
    <ol className="-mt-3">
      {steps.map(({ title, body }, index) => (
        <li key={title} className="grid grid-cols-[1.5rem_minmax(0,1fr)] border-b border-line py-3 last:border-0">
          <span className="font-mono text-small leading-5 text-ink-3" aria-hidden="true">
            {index + 1}
          </span>
          <div className="grid min-w-0 grid-cols-1 gap-2">
            <h3 className="font-medium">{title}</h3>
            <div className="grid min-w-0 grid-cols-1 gap-2 text-ink-2">{body}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}

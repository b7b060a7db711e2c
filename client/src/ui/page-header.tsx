import { type ReactNode, useEffect } from "react";

/** The head of a page: its one h1, which takes the focus after a change of route, and the title of the window. */
export function PageHeader({ title, lead, actions }: { title: string; lead?: ReactNode; actions?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Gatehouse`;
  }, [title]);
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
        <h1 tabIndex={-1} className="text-title font-semibold tracking-[-0.01em] wrap-anywhere outline-none">
          {title}
        </h1>
        {lead && <p className="max-w-[90ch] text-pretty text-ink-2">{lead}</p>}
      </div>
      {actions}
    </header>
  );
}

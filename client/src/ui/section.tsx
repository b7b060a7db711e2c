import { type ReactNode, useId } from "react";

/** A named part of a page under a rule line; `aside` stands at the end of its heading. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <div className="flex items-baseline justify-between gap-4 border-b border-line pb-2">
        <h2 id={id} className="text-lead font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Sections one under the other; from a wide window on, `side` stands beside `main`. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="grid gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-10">{main}</div>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-10">{side}</div>
    </div>
  );
}

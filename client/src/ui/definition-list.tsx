import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface Fact {
  term: string;
  value: ReactNode;
  /** The value is long and stands under its name. */
  long?: boolean;
}

/** Facts by name, each on its own ruled line. */
export function DefinitionList({ items }: { items: Fact[] }) {
  return (
    <dl className="-mt-3">
      {items.map(({ term, value, long }) => (
        <div
          key={term}
          className={classNames(
            "grid items-baseline border-b border-line py-2 last:border-0",
            long ? "gap-0.5" : "grid-cols-[7.5rem_minmax(0,1fr)] gap-3",
          )}
        >
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts by name without rules, for a place that is ruled already. */
export function FactSheet({ items }: { items: { term: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-y-1.5">
      {items.map(({ term, value }) => (
        <div key={term} className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-baseline gap-3">
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0 wrap-anywhere *:[code]:inline">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

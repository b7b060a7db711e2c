import type { ReactNode } from "react";

/** One line of a short ledger. */
export interface Entry {
  key: string;
  what: ReactNode;
  /** What sets it apart, before the time. */
  mark: ReactNode;
  when: ReactNode;
}

/** A few entries, newest first, each on its ruled line. */
export function EntryList({ entries }: { entries: Entry[] }) {
  return (
    <ul className="-mt-3">
      {entries.map(({ key, what, mark, when }) => (
        <li key={key} className="flex min-h-8.5 flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1.5 last:border-0">
          <span className="min-w-0 grow basis-60">{what}</span>
          <span className="ms-auto flex items-baseline justify-end gap-x-4">
            {mark}
            <span className="text-end text-small text-ink-3 md:w-26">{when}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

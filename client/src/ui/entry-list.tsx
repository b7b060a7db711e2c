import type { ReactNode } from "react";

/** One line of a short ledger. */
export interface Entry {
  key: string;
  what: ReactNode;
  /** What sets it apart, before the time. */
  mark: ReactNode;
  when: ReactNode;
}

/** A few entries, newest first, each on its ruled line; on a phone the mark stands under the text. */
export function EntryList({ entries }: { entries: Entry[] }) {
  return (
    <ul className="-mt-3">
      {entries.map(({ key, what, mark, when }) => (
        <li
          key={key}
          className="grid min-h-8.5 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-b border-line py-1.5 last:border-0 md:grid-cols-[minmax(0,1fr)_auto_auto]"
        >
          <span className="min-w-0 wrap-anywhere">{what}</span>
          {mark && <span className="max-md:row-start-2">{mark}</span>}
          <span className="text-end text-small text-ink-3 max-md:col-start-2 max-md:row-start-1 md:col-start-3 md:w-26">{when}</span>
        </li>
      ))}
    </ul>
  );
}

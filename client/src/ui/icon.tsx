import { classNames } from "./class-names.ts";

const shapes = {
  check: "M3 8.5 6.5 12 13 4.5",
  chevron: "M4.5 6.25 8 9.75l3.5-3.5",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8Z",
  external: "M6 3.5H3.5v9h9V10M9 3h4v4M13 3 7.5 8.5",
  forbidden: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM3.8 3.8l8.4 8.4",
  home: "M2.5 7.5 8 3l5.5 4.5M4 6.5v6.5h8V6.5",
  ledger: "M3.5 2.5h9v11h-9ZM6 5.5h4M6 8h4M6 10.5h2.5",
  offline: "M2 2l12 12M1.8 6.2A9 9 0 0 1 4.6 4.6M6.9 3.8a9 9 0 0 1 7.3 2.4M4.4 9a5.3 5.3 0 0 1 2.5-1.4M10.3 7.9c.5.3.9.6 1.3 1.1M8 12.2v.3",
  pending: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 4.9V8l2.1 1.4",
  person: "M8 2.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5ZM2.75 13.5c.6-2.4 2.6-3.75 5.25-3.75s4.65 1.35 5.25 3.75",
  rename: "M3 13l.7-3 6.8-6.8 2.3 2.3L6 12.3 3 13ZM9 4.7 11.3 7",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof shapes;

/** A 16 px line drawing in the colour of its text. Decorative: the words beside it, or the label of its button, say what it means. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={classNames("size-4 shrink-0", className)} fill="none" stroke="currentColor" aria-hidden="true">
      <path d={shapes[name]} strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

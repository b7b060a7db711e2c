import { classNames } from "./class-names.ts";

const filled: Record<string, string> = {
  github:
    "M3 2 5.7 3.6a8 8 0 0 1 4.6 0L13 2l.3 3.8A5 5 0 0 1 14 8.3c0 2.6-1.6 3.9-3.8 4.2V15H5.8v-2.5C3.6 12.2 2 10.9 2 8.3a5 5 0 0 1 .7-2.5Z",
  microsoft: "M2 2h5.5v5.5H2ZM8.5 2H14v5.5H8.5ZM2 8.5h5.5V14H2ZM8.5 8.5H14V14H8.5Z",
};

const drawn: Record<string, string> = {
  google: "M8.3 8h5.2a5.5 5.5 0 1 1-1.7-4",
  other: "M5.25 5.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5ZM8 8.25h6v2.5M11.5 8.25v2",
};

/** What stands for a provider, in the colour of its text. Decorative: its name stands beside it. */
export function ProviderMark({ kind, className }: { kind: string; className?: string }) {
  const shape = filled[kind];
  return (
    <svg viewBox="0 0 16 16" className={classNames("size-4 shrink-0", className)} fill="none" aria-hidden="true">
      {shape ? (
        <path d={shape} fill="currentColor" />
      ) : (
        <path d={drawn[kind] ?? drawn.other} stroke="currentColor" strokeWidth={kind === "google" ? 2.4 : 1.5} strokeLinejoin="round" />
      )}
    </svg>
  );
}

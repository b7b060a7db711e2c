import { classNames } from "./class-names.ts";

const sizes = {
  small: "size-6.5 rounded-t-chip rounded-b-[0.625rem] text-tiny",
  large: "size-11 rounded-t-control rounded-b-[1.125rem] text-section",
};

/** The mark of an organization, or of the instance itself: a small shield-cut square with one letter. Decorative: its name stands beside it. */
export function Seal({ letter, size = "small" }: { letter: string; size?: "small" | "large" }) {
  return (
    <span
      aria-hidden="true"
      className={classNames("inline-grid shrink-0 place-items-center bg-ink font-semibold text-canvas", sizes[size])}
    >
      {letter}
    </span>
  );
}

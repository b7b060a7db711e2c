import { classNames } from "./class-names.ts";

/** What a button weighs: one primary per view at most; danger only for what cannot be taken back. */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";

/** `small` for rows and bars, `medium` for forms, `large` for a page with one thing to do. */
export type ButtonSize = "small" | "medium" | "large";

const variants: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:opacity-95 active:opacity-100",
  secondary: "border-line bg-surface text-ink hover:border-line-strong active:bg-sunken",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-chosen hover:text-ink",
  danger: "border-transparent bg-danger text-canvas hover:opacity-95 active:opacity-100",
};

const sizes: Record<ButtonSize, string> = {
  small: "min-h-7 px-2.5 text-small",
  medium: "min-h-8 px-3 text-body",
  large: "min-h-10 px-4 text-lead",
};

/** The look of a button, for what looks like one and is not (a link). */
export function buttonClasses(variant: ButtonVariant, size: ButtonSize, extra?: string): string {
  return classNames(
    "inline-flex touch-target items-center justify-center gap-2 rounded-control border py-1 text-center font-medium transition",
    "disabled:opacity-50 aria-disabled:cursor-progress",
    variants[variant],
    sizes[size],
    extra,
  );
}

import type { ComponentProps, MouseEvent } from "react";
import { buttonClasses, type ButtonSize, type ButtonVariant } from "./button-classes.ts";

/** Within this time `busy` has arrived, if it comes at all. */
const arrivalMs = 300;

type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The action is under way: the button keeps its place, width and focus, and takes no second click. */
  busy?: boolean | undefined;
  /** What the button says while busy, e.g. "Saving…". */
  busyLabel?: string;
};

/**
 * A button. `type` is "button" unless given. While `busy` it stays focusable (so that a keyboard user is not
 * thrown to the top of the page) but ignores clicks, also the implicit one of Enter in a form.
 */
export function Button(props: ButtonProps) {
  const { variant = "secondary", size = "medium", busy, busyLabel = "Working…", className, children, onClick, ...rest } = props;
  // Of this rendering only: the next one knows whether it is busy.
  let heldUntil = 0;
  const whenClicked = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy || event.timeStamp < heldUntil) return event.preventDefault();
    // `busy` is known a moment later, and the second half of a double click may come before it.
    // oxlint-disable-next-line react/immutability -- meant to be forgotten by the next rendering
    if (busy === false && onClick) heldUntil = event.timeStamp + arrivalMs;
    onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={whenClicked}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-busy={busy || undefined}
      className={buttonClasses(variant, size, className)}
    >
      {busy === undefined ? children : <SameWidth busy={busy} label={children} busyLabel={busyLabel} />}
    </button>
  );
}

/** Both labels lie in one cell, so the button is as wide as the wider one and never jumps. */
function SameWidth({ busy, label, busyLabel }: { busy: boolean; label: ButtonProps["children"]; busyLabel: string }) {
  return (
    <span className="grid place-items-center *:col-start-1 *:row-start-1">
      <span aria-hidden={busy} className={busy ? "invisible" : "inline-flex items-center gap-2"}>
        {label}
      </span>
      <span aria-hidden={!busy} className={busy ? undefined : "invisible"}>
        {busyLabel}
      </span>
    </span>
  );
}

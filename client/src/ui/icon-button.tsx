import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & { icon: IconName; label: string };

/** A button that is only a drawing; `label` is its name for screen readers and its title for the mouse. */
export function IconButton({ icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        "inline-grid size-7 touch-target shrink-0 place-items-center rounded-control text-ink-3 transition hover:bg-chosen hover:text-ink",
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  );
}

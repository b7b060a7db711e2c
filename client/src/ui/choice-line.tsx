import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type ChoiceLineProps = Omit<ComponentProps<"input">, "type" | "children" | "className"> & {
  kind: "radio" | "checkbox";
  /** What choosing it means, under its name. */
  hint?: ReactNode;
  children: ReactNode;
};

/** One thing to be chosen, alone or beside others; a click on its name counts. */
export function ChoiceLine({ kind, hint, children, ...input }: ChoiceLineProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 py-0.5">
      <label
        htmlFor={id}
        className={classNames(
          "col-span-2 grid min-h-6 touch-target grid-cols-subgrid items-center",
          input.disabled ? "text-ink-3" : "cursor-pointer",
        )}
      >
        <input
          {...input}
          id={id}
          type={kind}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className={classNames("size-4 shrink-0 accent-accent", !input.disabled && "cursor-pointer")}
        />
        <span className="wrap-anywhere">{children}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="col-start-2 text-small text-ink-3 pointer-coarse:-mt-2.5 pointer-coarse:pb-1.5">
          {hint}
        </p>
      )}
    </div>
  );
}

/** Choices that belong together, under a question. */
export function ChoiceGroup({ title, isHidden, children }: { title: string; isHidden?: boolean; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-0.5">
      <legend className={isHidden ? "sr-only" : "mb-1 font-medium text-ink"}>{title}</legend>
      {children}
    </fieldset>
  );
}

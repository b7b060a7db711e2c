import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

/** One of few, by its value. */
interface Choice {
  value: string;
  label: string;
}

type SelectProps = Omit<ComponentProps<"select">, "size" | "onChange" | "multiple"> & {
  choices: readonly Choice[];
  onChoose: (value: string) => void;
};

/** The browser's own list of choices, as narrow as a row needs it; named by `aria-label` or a label around it. */
export function Select({ choices, onChoose, className, ...select }: SelectProps) {
  return (
    <select
      {...select}
      onChange={(event) => onChoose(event.currentTarget.value)}
      className={classNames(
        "min-h-7 touch-target max-w-full rounded-control border border-line-strong bg-surface px-2 text-ink disabled:border-line disabled:text-ink-3",
        className,
      )}
    >
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

type SelectFieldProps = SelectProps & { label: string; hint?: ReactNode };

/** The same in a form: with its label above and what helps below. */
export function SelectField({ label, hint, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="grid justify-items-start gap-1.5">
      <label htmlFor={id} className="font-medium text-ink">
        {label}
      </label>
      <Select {...select} id={id} aria-describedby={hint ? `${id}-hint` : undefined} className="min-h-9 min-w-44" />
      {hint && (
        <p id={`${id}-hint`} className="text-small text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

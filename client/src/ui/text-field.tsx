import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type TextFieldProps = Omit<ComponentProps<"input">, "name"> & {
  label: string;
  name: string;
  /** What helps before typing; stays beside an error, so that the rule and the reason are read together. */
  hint?: ReactNode;
  /** Why the value was refused; the field is announced as invalid while it is set. */
  error?: string | string[] | undefined;
  /** Says "optional" beside the label; required fields carry no mark. */
  optional?: boolean;
  /** Stands inside the field at its end, e.g. the button that shows a password. */
  trailing?: ReactNode;
};

/** A labelled text input; its hint and its errors are tied to it for screen readers. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, trailing, id, className, ...input } = props;
  const made = useId();
  const inputId = id ?? made;
  const errors = typeof error === "string" ? [error] : (error ?? []);
  const invalid = errors.length > 0;
  const describedBy = [hint && `${inputId}-hint`, invalid && `${inputId}-error`].filter(Boolean).join(" ");
  return (
    <div className={classNames("grid gap-1.5", className)}>
      <label htmlFor={inputId} className="font-medium text-ink">
        {label}
        {optional && <span className="ms-1.5 font-normal text-ink-3">optional</span>}
      </label>
      <div
        className={classNames(
          "flex items-stretch rounded-control border transition focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus",
          input.readOnly ? "bg-sunken" : "bg-surface",
          invalid ? "border-danger" : input.readOnly ? "border-line" : "border-line-strong",
        )}
      >
        <input
          {...input}
          id={inputId}
          type={input.type ?? "text"}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy || undefined}
          className="min-h-9 w-full min-w-0 touch-target rounded-control bg-transparent px-3 text-ink outline-none disabled:text-ink-3"
        />
        {trailing}
      </div>
      {hint && (
        <p id={`${inputId}-hint`} className="text-small text-ink-3">
          {hint}
        </p>
      )}
      <FieldErrors id={`${inputId}-error`} errors={errors} />
    </div>
  );
}

function FieldErrors({ id, errors }: { id: string; errors: string[] }) {
  if (errors.length === 0) return null;
  return (
    <ul id={id} className="grid gap-0.5 text-small text-danger">
      {errors.map((message) => (
        <li key={message} className="flex gap-1.5">
          <svg viewBox="0 0 12 12" className="mt-[3px] size-3 shrink-0" fill="none" stroke="currentColor" aria-hidden="true">
            <path d="M6 1 11 10.5H1ZM6 4.5v3M6 8.8v.4" strokeWidth="1.25" strokeLinejoin="round" />
          </svg>
          {message}
        </li>
      ))}
    </ul>
  );
}

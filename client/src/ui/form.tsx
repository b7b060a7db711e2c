import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import type { FieldErrors } from "../lib/use-submission.ts";
import { Changes } from "./changes.tsx";

type FormProps = Omit<ComponentProps<"form">, "action"> & {
  /** Why fields were refused; the first of them takes the focus when that changes. */
  errors: FieldErrors;
};

/** A form of the console: one column, its own words at the fields in place of the browser's. */
export function Form({ errors, children, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [errors]);
  return (
    <form {...rest} ref={form} noValidate className="grid max-w-md gap-5">
      <Changes>{children}</Changes>
    </form>
  );
}

/** The buttons at the end of a form, and what there is to say beside them. */
export function FormActions({ children }: { children: ReactNode }) {
  return (
    <Changes>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-3">{children}</div>
    </Changes>
  );
}

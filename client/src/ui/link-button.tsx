import type { ComponentProps } from "react";

/** A button in running text or beside a form, that looks like a link: it goes another way without leaving the page. */
export function LinkButton(props: Omit<ComponentProps<"button">, "type" | "className">) {
  return (
    <button
      type="button"
      {...props}
      className="inline-flex min-h-6 touch-target items-center text-start font-medium text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent"
    />
  );
}

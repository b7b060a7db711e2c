import type { ComponentProps } from "react";

/** A link in running text. */
export function TextLink({ children, ...props }: ComponentProps<"a">) {
  return (
    <a {...props} className="font-medium text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent">
      {children}
    </a>
  );
}

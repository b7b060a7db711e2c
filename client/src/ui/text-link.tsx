import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

/** A link in running text. */
export function TextLink({ children, className, ...props }: ComponentProps<"a">) {
  return (
    <a
      {...props}
      className={classNames("font-medium text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent", className)}
    >
      {children}
    </a>
  );
}

import type { ComponentProps } from "react";
import { Link } from "react-router";

/** A link to another page of the console, in running text. */
export function PageLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className="font-medium text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent" />;
}

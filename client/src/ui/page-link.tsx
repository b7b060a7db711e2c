import { Link, type LinkProps } from "./link.tsx";

/** A link to another page of the console, in running text. */
export function PageLink(props: LinkProps) {
  return <Link {...props} className="font-medium text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent" />;
}

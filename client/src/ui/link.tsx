import type { ComponentProps } from "react";
import { type To, useHref, useLinkClickHandler } from "react-router";

export type LinkProps = Omit<ComponentProps<"a">, "href"> & {
  to: To;
  /** In the place of the present entry of the history. */
  replace?: boolean | undefined;
  preventScrollReset?: boolean | undefined;
};

/** A link to another page of the console. The router's own brings its framework's prefetching along, which a static bundle has no use for. */
export function Link({ to, replace, preventScrollReset, onClick, children, ...rest }: LinkProps) {
  const go = useLinkClickHandler(to, { target: rest.target, replace, preventScrollReset });
  return (
    <a
      {...rest}
      href={useHref(to)}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) go(event);
      }}
    >
      {children}
    </a>
  );
}

import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** After a change of page the focus is on its heading, as after loading a document; the first page keeps what the browser did. */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [pathname]);
}

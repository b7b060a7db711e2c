import { useEffect, useRef } from "react";

/** Where the focus goes when what had it has left the page with a row; `count` is how many rows there are. */
export function useFocusKept<Place extends HTMLElement = HTMLElement>(count: number | undefined) {
  const place = useRef<Place>(null);
  const last = useRef(count);
  useEffect(() => {
    const fewer = count !== undefined && last.current !== undefined && count < last.current;
    last.current = count;
    if (fewer && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [count]);
  return place;
}

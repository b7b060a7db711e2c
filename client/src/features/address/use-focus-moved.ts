import { useEffect, useRef } from "react";

/** The place whose first field takes the focus when what had it has made room for another step; `step` names the step that is shown. */
export function useFocusMoved(step: string) {
  const place = useRef<HTMLDivElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    if (document.activeElement === document.body) place.current?.querySelector<HTMLElement>("input:not([hidden])")?.focus();
  }, [step]);
  return place;
}

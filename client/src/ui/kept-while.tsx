import { Activity, type ReactNode, useEffect, useState } from "react";

/**
 * Its children while `shown`. What was typed in them is kept while they are not, and is there again when they are. If they had the
 * focus, it goes to the head of the page, so that nobody is put back to the beginning of the document.
 */
export function KeptWhile({ shown, children }: { shown: boolean; children: ReactNode }) {
  const [wasShown, setWasShown] = useState(shown);
  if (shown && !wasShown) setWasShown(true);
  const isTakenAway = wasShown && !shown;
  useEffect(() => {
    // A browser takes the focus from what is hidden when it next draws.
    const frame = isTakenAway && requestAnimationFrame(() => requestAnimationFrame(focusHead));
    return () => void (frame && cancelAnimationFrame(frame));
  }, [isTakenAway]);
  return wasShown && <Activity mode={shown ? "visible" : "hidden"}>{children}</Activity>;
}

function focusHead(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
}

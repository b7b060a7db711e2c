import { createContext, type ReactNode, useContext, useId } from "react";
import { ActedForContext } from "./acted-for.ts";

const Within = createContext(false);

/**
 * What changes something. Who acts for another sees it as that person does, with a sentence why it does nothing, once: the server would
 * refuse it, and only after they had typed.
 */
export function Changes({ children }: { children: ReactNode }) {
  const actedFor = useContext(ActedForContext);
  const isWithin = useContext(Within);
  const why = useId();
  if (actedFor === null || isWithin) return children;
  return (
    <Within value={true}>
      <p id={why} className="text-ink-2">
        Only {actedFor} can do this. You see it as they do.
      </p>
      <fieldset disabled aria-describedby={why} className="contents">
        {children}
      </fieldset>
    </Within>
  );
}

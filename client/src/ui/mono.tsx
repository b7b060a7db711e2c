import type { ReactNode } from "react";

/** A machine fact (an id, an address, a header) in the machine's face; goes to the next line as a whole, and breaks only rather than widen the page. */
export function Mono({ children }: { children: ReactNode }) {
  return <code className="inline-block max-w-full font-mono text-[0.92em] wrap-anywhere">{children}</code>;
}

import type { ReactNode } from "react";
import { CopyText } from "./copy-text.tsx";
import { Notches } from "./notches.tsx";

/** What is shown once and never again, on a notched ticket, to be copied; `what` names it: "Copy link". */
export function Ticket({ value, what, children }: { value: string; what: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <div className="relative rounded-control border border-dashed border-line-strong bg-canvas px-5 py-3">
        <Notches />
        <CopyText value={value} what={what} />
      </div>
      <div className="text-small text-ink-3">{children}</div>
    </div>
  );
}

import { type ReactNode, useId } from "react";
import { initialsOf } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { Seal } from "../../ui/seal.tsx";

interface OfferRowProps {
  /** Of the organization. */
  name: string;
  /** What is offered, by whom, until when. */
  children: ReactNode;
  accept: string;
  decline?: string;
  busy: boolean;
  readOnly: boolean;
  onAccept: () => void;
  onDecline?: () => void;
}

/** An organization that one can join or take over, with the two answers. */
export function OfferRow({ name, children, accept, decline = "Decline", busy, readOnly, onAccept, onDecline }: OfferRowProps) {
  const id = useId();
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line py-3.5 last:border-0">
      <Seal letter={initialsOf(name)} />
      <div className="min-w-0 flex-1 basis-52">
        <h3 id={id} className="font-medium wrap-anywhere">
          {name}
        </h3>
        <p className="wrap-anywhere text-ink-2">{children}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" busy={busy} busyLabel="One moment…" disabled={readOnly} aria-describedby={id} onClick={onAccept}>
          {accept}
        </Button>
        {onDecline && (
          <Button disabled={readOnly || busy} aria-describedby={id} onClick={onDecline}>
            {decline}
          </Button>
        )}
      </div>
    </li>
  );
}

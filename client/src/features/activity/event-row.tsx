import { useId, useState } from "react";
import type { AuditEvent } from "../../api/types.ts";
import { Mono } from "../../ui/mono.tsx";
import { Outcome } from "../../ui/outcome.tsx";
import { LedgerCell, LedgerDetails, LedgerRow } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { describeEvent, plainText } from "./describe-event.ts";
import { EventActor } from "./event-actor.tsx";
import { EventDetails } from "./event-details.tsx";
import { EventSentence } from "./event-sentence.tsx";

/** The columns of an event, in their order. */
export const eventColumns = [
  { name: "Time", width: "w-22" },
  { name: "Actor", width: "w-40" },
  { name: "Event" },
  { name: "From", width: "w-36 xl:w-54" },
  { name: "Outcome", width: "w-28" },
];

/** One event of the ledger, with its details on demand. */
export function EventRow({ event }: { event: AuditEvent }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <>
      <LedgerRow name={plainText(describeEvent(event))} open={open} onToggle={() => setOpen(!open)} detailsId={detailsId}>
        <LedgerCell place="end">
          <Time at={event.occurredAt} as="clock" />
        </LedgerCell>
        <LedgerCell place="first">
          <EventActor actor={event.actor} />
        </LedgerCell>
        <LedgerCell place="second">
          <EventSentence event={event} />
        </LedgerCell>
        <LedgerCell place="wide">{event.ip && <Mono>{event.ip}</Mono>}</LedgerCell>
        <LedgerCell place="third">
          <Outcome value={event.outcome} />
        </LedgerCell>
      </LedgerRow>
      {open && (
        <LedgerDetails id={detailsId} columns={eventColumns.length}>
          <EventDetails event={event} />
        </LedgerDetails>
      )}
    </>
  );
}

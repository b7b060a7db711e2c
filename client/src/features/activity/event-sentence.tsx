import { Fragment } from "react";
import type { AuditEvent } from "../../api/types.ts";
import { Mono } from "../../ui/mono.tsx";
import { describeEvent } from "./describe-event.ts";

/** What happened, in a sentence; the machine's facts in its own face. */
export function EventSentence({ event }: { event: AuditEvent }) {
  return describeEvent(event).map((part, index) => (
    <Fragment key={index}>{typeof part === "string" ? part : <Mono>{part.fact}</Mono>}</Fragment>
  ));
}

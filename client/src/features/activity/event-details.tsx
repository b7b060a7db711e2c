import type { AuditEvent } from "../../api/types.ts";
import { describeDevice } from "../../lib/describe-device.ts";
import { type Change, ChangeList } from "../../ui/change-list.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { FactSheet } from "../../ui/definition-list.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Time } from "../../ui/time.tsx";
import { describeProof } from "./describe-proof.ts";
import { listChanges } from "./list-changes.ts";

/** All that the record holds about one event; what it does not hold is left out. */
export function EventDetails({ event }: { event: AuditEvent }) {
  const proof = describeProof(event);
  const changes = listChanges(event).filter(({ field }) => proof === null || field !== "methods");
  const facts = [
    { term: "Action", value: <Mono>{event.action}</Mono> },
    { term: "At", value: <Time at={event.occurredAt} as="utc" /> },
    { term: "On", value: event.target && <Mono>{`${event.target.type} ${event.target.id}`}</Mono> },
    { term: "From", value: event.ip && <Mono>{event.ip}</Mono> },
    { term: "Device", value: event.userAgent && <span title={event.userAgent}>{describeDevice(event.userAgent)}</span> },
    { term: "Request id", value: event.requestId && <CopyText value={event.requestId} what="request id" /> },
    { term: "Values", value: (proof || changes.length > 0) && <Values proof={proof} changes={changes} /> },
  ];
  return <FactSheet items={facts.filter(({ value }) => Boolean(value))} />;
}

function Values({ proof, changes }: { proof: string | null; changes: Change[] }) {
  return (
    <div className="grid gap-2">
      {proof}
      {changes.length > 0 && <ChangeList changes={changes} />}
    </div>
  );
}

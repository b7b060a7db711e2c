import type { MySession } from "../../api/types.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { FactSheet } from "../../ui/definition-list.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Time } from "../../ui/time.tsx";
import { describeEntry } from "./describe-session.ts";

/** All that is known about a session, its times in UTC as a log line says them. */
export function DeviceDetails({ session }: { session: MySession }) {
  const facts = [
    { term: "Signed in", value: <Time at={session.createdAt} as="utc" /> },
    { term: "How", value: describeEntry(session) },
    { term: "From", value: <Mono>{session.ip}</Mono> },
    { term: "Place", value: session.place && `${session.place}, as its address suggests` },
    { term: "Last seen", value: <Time at={session.lastSeenAt} as="utc" /> },
    { term: "If unused, ends", value: <Time at={session.idleExpiresAt} as="utc" /> },
    { term: "At the latest", value: <Time at={session.expiresAt} as="utc" /> },
    { term: "Program", value: session.userAgent && <Mono>{session.userAgent}</Mono> },
    { term: "Session id", value: <CopyText value={session.id} what="session id" /> },
  ];
  return <FactSheet items={facts.filter(({ value }) => Boolean(value))} />;
}

import type { AuditEvent } from "../../api/types.ts";

/** For tests: an event of one's own account, changed as said. */
export function fakeEvent(changes: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id: "event-1",
    occurredAt: "2026-11-21T10:42:07.000Z",
    action: "session.started",
    outcome: "success",
    actor: { type: "user", id: "user-ada@example.com", name: "Ada" },
    target: { type: "session", id: "0193a5b2-7c1e-7d4a-9b3f-4f1c2e8a9d10" },
    ip: "203.0.113.24",
    userAgent: null,
    requestId: "req-1",
    before: null,
    after: null,
    ...changes,
  };
}

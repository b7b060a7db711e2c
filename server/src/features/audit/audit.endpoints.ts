import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";

const changedValues = z.record(z.string(), z.unknown()).nullable();

const auditEvent = z
  .object({
    id,
    occurredAt: time,
    action: z.string().describe("`subject.what_happened`, e.g. `session.started`."),
    outcome: z.enum(["success", "denied", "failure"]),
    actor: z.object({ type: z.enum(["user", "system", "anonymous"]), id: id.nullable(), name: z.string().nullable() }),
    target: z.object({ type: z.string(), id: z.string() }).nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
    before: changedValues,
    after: changedValues,
  })
  .meta({ id: "AuditEvent" });

export const eventPageOutput = z.object({ items: z.array(auditEvent), nextCursor }).meta({ id: "AuditEventPage" });

export const listMyActivity = endpoint({
  method: "GET",
  path: "/api/v1/me/activity",
  operationId: "listMyActivity",
  summary: "List the audit events that concern you, newest first",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: { query: pageQuery },
  response: {
    status: 200,
    description: "One page of events.",
    body: eventPageOutput,
  },
  problems: [],
});

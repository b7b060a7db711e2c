export { recordEvent, recordEvents } from "./record-event.ts";
export { ensurePartitions } from "./audit.queries.ts";
export { eventPageOutput } from "./audit.endpoints.ts";
export { eventPage, organizationEventPage } from "./event-page.ts";
export { auditRoutes } from "./audit.routes.ts";
export type { Actor } from "./audit-event.ts";

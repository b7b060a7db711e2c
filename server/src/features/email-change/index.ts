export { emailChangeRoutes } from "./email-change.routes.ts";
export { deleteOldEmailChanges } from "./email-changes.queries.ts";

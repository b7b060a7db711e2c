export { operationsRoutes } from "./operations.routes.ts";
export { createReadiness, expectedMigration, type Readiness } from "./readiness.ts";

export { createSetupLink } from "./create-setup-link.ts";
export { deleteOldSetupLinks, hasAdministrator } from "./setup.queries.ts";
export { setupRoutes } from "./setup.routes.ts";

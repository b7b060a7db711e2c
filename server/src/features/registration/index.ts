export { openAccount, type OpenDeps } from "./open-account.ts";
export { registrationRoutes } from "./registration.routes.ts";

export { accountSecurityRoutes } from "./account-security.routes.ts";

export { organizationPolicyRoutes } from "./organization-policies.routes.ts";

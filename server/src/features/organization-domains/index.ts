export { organizationDomainRoutes } from "./organization-domains.routes.ts";

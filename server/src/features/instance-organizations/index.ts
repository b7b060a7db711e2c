export { instanceOrganizationRoutes } from "./instance-organizations.routes.ts";

export { eraseDueOrganizations, eraseEmptyOrganizations, holdOrganizationsOf } from "./erase-organizations.ts";
export { organizationClosingRoutes } from "./organization-closing.routes.ts";
export { requireOwnersLeft } from "./require-owners-left.ts";

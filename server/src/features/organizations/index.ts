export { actInOrganization, type Act, type ActDeps, type Acting } from "./act-in-organization.ts";
export { requireRoom } from "./create-organization.ts";
export { insertMembership } from "./memberships.queries.ts";
export type { Organization } from "./organization.ts";
export { organizationParams } from "./organizations.endpoints.ts";
export { getOrganization, lockOrganization, updateOrganization } from "./organizations.queries.ts";
export { organizationRoutes } from "./organizations.routes.ts";

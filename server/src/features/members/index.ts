export { getMember, giveRole } from "./give-role.ts";
export type { Member } from "./member.ts";
export { leaveAllOrganizations } from "./leave-all-organizations.ts";
export { memberRoutes } from "./members.routes.ts";

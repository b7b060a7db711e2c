export { getMember, giveRole } from "./give-role.ts";
export type { Member } from "./member.ts";
export { memberRoutes } from "./members.routes.ts";

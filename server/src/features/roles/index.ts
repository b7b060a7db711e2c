export { columnsOf, findRole, requireHeld } from "./find-role.ts";
export { roleIdInput, roleOutput } from "./role-schemas.ts";
export { roleRoutes } from "./roles.routes.ts";

export { columnsOf, findRole, requireHeld } from "./find-role.ts";
export { requireProofToGive } from "./require-proof-to-give.ts";
export { roleIdInput, roleOutput } from "./role-schemas.ts";
export { roleRoutes } from "./roles.routes.ts";

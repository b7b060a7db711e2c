import { z } from "zod";
import { BUILT_IN_ROLES, type BuiltInRoleId } from "../../http/access/roles.ts";
import { id } from "../../http/schemas.ts";

/** A role as it is named in a request. */
export const roleIdInput = z
  .union([z.enum(Object.keys(BUILT_IN_ROLES) as [BuiltInRoleId, ...BuiltInRoleId[]]), id])
  .describe("`owner`, `admin`, `developer`, `viewer`, or the id of a role that the organization made.");

/** A role as it is shown beside who holds it, or is offered it. */
export const roleOutput = z.object({ id: z.string(), name: z.string(), isBuiltIn: z.boolean() });

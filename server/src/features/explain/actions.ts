import { INSTANCE_PERMISSIONS, isOrganizationPermission } from "../../http/access/catalogue.ts";
import type { EndpointDefinition } from "../../http/endpoint.ts";
import type { Permission } from "../../http/principal.ts";
import { invalidField } from "../../http/problem.ts";

/** What is asked about: a permission, and the operation that asks for it where one was named. */
export type Action = { permission: Permission; operationId: string | null; needsFreshProof: boolean };

/** The permission of that name, or that of the operation. Throws 422 for what is neither. */
export function actionOf(name: string, endpoints: readonly EndpointDefinition[]): Action {
  if (isOrganizationPermission(name)) return { permission: name, operationId: null, needsFreshProof: false };
  if (Object.hasOwn(INSTANCE_PERMISSIONS, name)) {
    return { permission: name as keyof typeof INSTANCE_PERMISSIONS, operationId: null, needsFreshProof: false };
  }
  const operation = endpoints.find(({ operationId }) => operationId === name);
  if (!operation) throw invalidField("/action", [{ code: "not_allowed", message: "Is no permission and no operation of this API." }]);
  const { permission, operationId, stepUp } = operation;
  return { permission, operationId, needsFreshProof: stepUp === true };
}

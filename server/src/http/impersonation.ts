import type { EndpointDefinition } from "./endpoint.ts";
import type { Principal } from "./principal.ts";
import { Problem } from "./problem.ts";

/** How long one acts for another at most. There is no refresh token: their access token lives as long. */
export const IMPERSONATION_SECONDS = 900;

type Access = Pick<EndpointDefinition, "method" | "stepUp" | "impersonation">;

/** Whether whoever acts for a person is refused: at every change, at what shows credentials, and at what asks for a fresh proof. */
export function isClosedToImpersonators({ method, stepUp, impersonation }: Access): boolean {
  return impersonation !== "allowed" && (method !== "GET" || stepUp !== undefined || impersonation === "refused");
}

/** Throws `impersonation_is_read_only`. */
export function refuseImpersonator({ impersonatorId }: Pick<Principal, "impersonatorId">, access: Access): void {
  if (impersonatorId === null || !isClosedToImpersonators(access)) return;
  if (access.method === "GET") throw new Problem("impersonation_is_read_only", { detail: "This is for the person alone to see." });
  throw new Problem("impersonation_is_read_only");
}

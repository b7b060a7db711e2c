import { Problem } from "../problem.ts";
import { decide, type Question } from "./decide.ts";

/**
 * Throws the problem by which `decide` refuses: `not_found` where nothing of the thing may be known, `permission_denied`,
 * `second_factor_required`, `organization_closed`, `organization_policy_unmet` with what is demanded, or `ip_not_allowed`.
 */
export function requireAccess(question: Question): void {
  const decision = decide(question);
  if (decision.isAllowed) return;
  const { problem, because, demands, rule } = decision;
  // What does not exist for them is told like what does not exist, and the others in the words of the catalogue.
  const isTold = problem === "organization_policy_unmet" || problem === "ip_not_allowed";
  const detail = isTold ? { detail: because } : rule === "role" ? { detail: `${because} An owner can give a role that does.` } : {};
  throw new Problem(problem, { ...detail, ...(demands.length > 0 && { demands }) });
}

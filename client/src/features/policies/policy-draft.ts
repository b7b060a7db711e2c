import type { OrganizationPolicy } from "../../api/types.ts";
import type { PolicyInput } from "./policy-queries.ts";

/** What can be set. */
export type PolicyDraft = Omit<PolicyInput, "graceDays">;
export type PolicyField = keyof PolicyDraft;

/** The fields, in the order of the page. */
export const policyFields = [
  "secondFactor",
  "allowedMethods",
  "allowedDomains",
  "idleSeconds",
  "absoluteSeconds",
  "ipRanges",
] as const satisfies readonly PolicyField[];

/** A policy as it stands. */
export function draftOf(policy: OrganizationPolicy): PolicyDraft {
  const { secondFactor, allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges } = policy;
  return { secondFactor, allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges };
}

/** In a form that does not depend on the order of lists. */
function plain(value: PolicyDraft[PolicyField]): string {
  return JSON.stringify(Array.isArray(value) ? value.toSorted((a, b) => (a < b ? -1 : 1)) : value);
}

/** The fields that saving the draft would change. */
export function changedFields(base: PolicyDraft, draft: PolicyDraft): PolicyField[] {
  return policyFields.filter((field) => plain(base[field]) !== plain(draft[field]));
}

/** The edit of `base` done again on what somebody else has saved meanwhile: a field that was edited here stays as it is here. */
export function rebaseDraft(base: PolicyDraft, draft: PolicyDraft, theirs: PolicyDraft): PolicyDraft {
  const mine = Object.fromEntries(changedFields(base, draft).map((field) => [field, draft[field]]));
  return { ...theirs, ...mine };
}

const strictness = { off: 0, optional: 0, required: 1, passkey_only: 2 } as const;

/** Whether the demand for a second factor becomes stricter, so that a grace can be given. */
export function isStricter(base: PolicyDraft, draft: PolicyDraft): boolean {
  return strictness[draft.secondFactor] > strictness[base.secondFactor];
}

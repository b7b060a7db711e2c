import type { Demand } from "../../api/types.ts";
import { formatDuration } from "../../lib/duration.ts";
import { formatNumber } from "../../lib/format.ts";
import type { PolicyDraft, PolicyField } from "./policy-draft.ts";

/** What each field is called on the page. */
export const fieldNames: Record<PolicyField, string> = {
  secondFactor: "Second factor",
  allowedMethods: "Ways to sign in",
  allowedDomains: "Mail domains",
  idleSeconds: "Ends when not used for",
  absoluteSeconds: "Asks for a proof again after",
  ipRanges: "Networks",
};

export const factorNames: Record<PolicyDraft["secondFactor"], string> = {
  off: "Off",
  optional: "Optional",
  required: "Required",
  passkey_only: "Passkeys only",
};

/** What the ways in are called; `named` are the providers of this instance. */
export function nameMethod(method: string, named: readonly { id: string; name: string }[] = []): string {
  if (method === "password") return "Password";
  if (method === "passkey") return "Passkey";
  return named.find(({ id }) => id === method)?.name ?? method;
}

/** A field's value in words. */
export function describeField(field: PolicyField, draft: PolicyDraft, named: readonly { id: string; name: string }[] = []): string {
  switch (field) {
    case "secondFactor":
      return factorNames[draft.secondFactor];
    case "allowedMethods":
      return draft.allowedMethods?.map((method) => nameMethod(method, named)).join(", ") ?? "All that this Gatehouse offers";
    case "allowedDomains":
      return draft.allowedDomains?.join(", ") ?? "Any";
    case "ipRanges":
      return draft.ipRanges.join(", ") || "From everywhere";
    default:
      return draft[field] === null ? "As this Gatehouse says" : formatDuration(draft[field]);
  }
}

const lacks: Record<Demand, [one: string, many: string]> = {
  second_factor: ["has no second factor", "have no second factor"],
  passkey: ["has no passkey", "have no passkey"],
  method: ["has none of these ways to sign in", "have none of these ways to sign in"],
  recent_proof: ["has to prove themselves again", "have to prove themselves again"],
  domain: ["has an address of another domain", "have an address of another domain"],
};

/** "2 members have no passkey". */
export function tellLacking({ demand, members }: { demand: Demand; members: number }): string {
  const [one, many] = lacks[demand];
  return members === 1 ? `1 member ${one}` : `${formatNumber(members)} members ${many}`;
}

/** Whether a moment is still to come; false for none. */
export function isAhead(moment: string | null): moment is string {
  return moment !== null && Date.parse(moment) > Date.now();
}

const choices = [900, 1_800, 3_600, 4 * 3_600, 8 * 3_600, 43_200, 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400, 90 * 86_400];

/** The durations to choose from, within what the instance allows; the one that is set is among them. */
export function durationChoices(most: number, set: number | null): { value: string; label: string }[] {
  const all = [...new Set([...choices.filter((seconds) => seconds < most), ...(set === null ? [] : [set])])];
  return [
    { value: "", label: `As this Gatehouse says: ${formatDuration(most)}` },
    ...all.toSorted((a, b) => a - b).map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) })),
  ];
}

import type { Policy } from "../../http/access/policy.ts";
import { invalidField } from "../../http/problem.ts";
import type { Config } from "../../config.ts";
import { secondFactorDates } from "./second-factor-dates.ts";

/** A policy as it is asked for. */
export type PolicyInput = Omit<Policy, "secondFactorFrom" | "anySecondFactorFrom"> & { graceDays?: number | undefined };

/** What the instance itself allows: no policy reaches beyond. */
export type InstanceRules = { methods: string[]; idleSeconds: number; absoluteSeconds: number };

export function instanceRules({ providers, sessions }: Pick<Config, "providers" | "sessions">): InstanceRules {
  return { methods: ["password", "passkey", ...providers.map(({ id }) => id)], ...sessions };
}

/** Throws `validation_failed` for what the instance does not have, or does not allow. */
export function requireWithin({ methods, idleSeconds, absoluteSeconds }: InstanceRules, input: PolicyInput): void {
  const unknown = (input.allowedMethods ?? []).findIndex((method) => !methods.includes(method));
  if (unknown >= 0) {
    throw invalidField(`/allowedMethods/${unknown}`, [{ code: "unknown_method", message: `Is none of ${methods.join(", ")}.` }]);
  }
  for (const [field, most] of Object.entries({ idleSeconds, absoluteSeconds })) {
    if ((input[field as "idleSeconds" | "absoluteSeconds"] ?? 0) > most) {
      throw invalidField(`/${field}`, [{ code: "too_big", message: `Sessions of this Gatehouse end after ${most} seconds already.` }]);
    }
  }
}

/** What an organization that asked for one policy so far asks for now. */
export function policyAfter(before: Policy, { graceDays, ...input }: PolicyInput, now: Date): Policy {
  return { ...input, ...secondFactorDates(before, input.secondFactor, graceDays, now) };
}

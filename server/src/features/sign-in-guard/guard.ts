import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { limitKey } from "../../http/limits.ts";
import { countIn, createWindow } from "../../platform/windows.ts";
import type { User } from "../users/index.ts";
import { createBudget, type BudgetPolicy } from "./budget.ts";
import type { Counter, Taken } from "./counter.ts";
import { createGrowingWait, type GrowthPolicy } from "./growing-wait.ts";
import { createTally } from "./tally.ts";

const HOUR = 3_600;

const ONE_CALLER: GrowthPolicy = { freeFailures: 5, firstWaitSeconds: 1, longestWaitSeconds: 900, forgetSeconds: 12 * HOUR };

export type GuardPolicy = {
  caller: GrowthPolicy;
  ip: GrowthPolicy;
  address: BudgetPolicy;
  known: BudgetPolicy;
  tellAtFailures: number;
  /** The same of wrong second factors: who shows one knows the password already. */
  tellAtFactors: number;
  tellEverySeconds: number;
};

/**
 * `address` is what an address bears from strangers, `known` what it bears from all of its known browsers and programs: 50 in
 * two windows of an hour, so at most 100 in any hour.
 */
export const POLICY: GuardPolicy = {
  caller: ONE_CALLER,
  ip: { ...ONE_CALLER, freeFailures: 50, forgetSeconds: HOUR },
  address: { attempts: 40, windowSeconds: HOUR },
  known: { attempts: 10, windowSeconds: HOUR },
  tellAtFailures: 10,
  tellAtFactors: 5,
  tellEverySeconds: HOUR,
};

/**
 * Who tries a password. A sign-in names the address, and the caller only if it is a known one of that address. A session
 * asks for the password of its own person, and counts for itself alone. A second factor counts for itself, never with passwords: by the
 * person, so that signing in with the password again clears nothing, and apart for a known caller, or a session of theirs. Only codes of an
 * app are short enough to be guessed and have to wait: whoever knows the password would shut the person out of the others.
 */
export type Attempt =
  | { kind: "sign_in"; email: string; ip: string; knownAs?: string | undefined }
  | { kind: "session"; sessionId: string; user: Pick<User, "id" | "name"> }
  | ({ kind: "second_factor"; method: "totp" | "recovery_code" | "passkey" } & FactorCaller);

type FactorCaller = { user: Pick<User, "id" | "name">; sessionId?: string | undefined; knownAs?: string | undefined };

/** What an attempt was counted by. */
type CountedBy = "caller" | "ip" | "address" | "browser" | "known" | "session" | "second_factor";

/** An attempt that may be made. One of the three is called when its outcome is known. */
type Admission = {
  isAdmitted: true;
  /** The password was right: what was counted is taken back, and the caller begins anew. */
  succeed(): Promise<void>;
  /** No password was checked after all. */
  giveBack(): Promise<void>;
  /** The password was wrong. */
  fail(): Promise<Failure>;
};

/** `isToTell`: the owner of the address should be told, once in an hour. `isToRecord`: not where any number may fail, but for the first in an hour. */
type Failure = { isToTell: boolean; isToRecord: boolean };

/** `isFirst` once in an hour for what refuses: so often it is recorded. `isToTell` as with a failure. */
export type Refusal = { isAdmitted: false; by: CountedBy; waitSeconds: number; isFirst: boolean; isToTell: boolean };

export type SignInGuard = {
  /** Counts an attempt before its password is checked, or refuses it. A refused one counts for nothing. */
  admit(attempt: Attempt): Promise<Admission | Refusal>;
  /** Gives a browser, and all known ones of the address, their failures back, and a caller. Only for who has proven the mailbox. */
  unblock(which: { email: string; ip: string; browser: string }): Promise<void>;
};

/** `isForgiven`: a right password takes all failures back. Elsewhere it takes itself back only, or a guesser's own sign-in would clear the way. */
type Step = { by: CountedBy; counter: Counter; key: string; isForgiven: boolean };

/** What is borne of all callers together, so that its end shuts others out, too. */
const isBudget = ({ by }: Step) => by === "address" || by === "known";

type Wait = { step: Step; waitSeconds: number };

/** Hashed, so that the keys in Redis are no list of addresses. */
function keyOf(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** The counters of all who try passwords and codes, in Redis when there is one. Real time counts, which no clock of a test moves. */
export function createSignInGuard(redis: Redis | null, policy: GuardPolicy = POLICY): SignInGuard {
  const callers = createGrowingWait(redis, "guess:caller", policy.caller);
  const browsers = createGrowingWait(redis, "guess:browser", policy.caller);
  const sessions = createGrowingWait(redis, "guess:session", policy.caller);
  const codes = createGrowingWait(redis, "guess:second_factor", policy.caller);
  const unguessable = createTally(redis, "guess:unguessable", { windowSeconds: policy.tellEverySeconds });
  const ips = createGrowingWait(redis, "guess:ip", policy.ip);
  const addresses = createBudget(redis, "guess:address", policy.address);
  const known = createBudget(redis, "guess:known", policy.known);
  const once = (name: string) => createWindow({ redis, name: `guess:${name}`, points: 1, windowSeconds: policy.tellEverySeconds });
  const refusals = once("refused");
  const warnings = once("warned");

  const stepsOf = (attempt: Attempt): Step[] => {
    if (attempt.kind === "session") {
      return [{ by: "session", counter: sessions, key: keyOf(attempt.sessionId), isForgiven: true }];
    }
    if (attempt.kind === "second_factor") {
      const { user, sessionId, knownAs, method } = attempt;
      const key = keyOf(user.id, sessionId === undefined ? "sign-in" : "session", sessionId ?? knownAs ?? "");
      return [{ by: "second_factor", counter: method === "totp" ? codes : unguessable, key, isForgiven: true }];
    }
    const { email, ip, knownAs } = attempt;
    // The budget comes last, so that only what is checked counts in it.
    if (knownAs !== undefined) {
      return [
        { by: "browser", counter: browsers, key: keyOf(email, knownAs), isForgiven: true },
        { by: "known", counter: known, key: keyOf(email), isForgiven: false },
      ];
    }
    return [
      { by: "caller", counter: callers, key: keyOf(email, limitKey(ip)), isForgiven: true },
      { by: "ip", counter: ips, key: keyOf(limitKey(ip)), isForgiven: false },
      { by: "address", counter: addresses, key: keyOf(email), isForgiven: false },
    ];
  };

  const subjectOf = (attempt: Attempt) => (attempt.kind === "sign_in" ? keyOf(attempt.email) : keyOf(attempt.kind, attempt.user.id));
  const tellsNow = async (attempt: Attempt) => attempt.kind !== "session" && (await countIn(warnings, subjectOf(attempt))).isWithin;

  const refuse = async (attempt: Attempt, { step: { by, key }, waitSeconds }: Wait, isUsedUp: boolean): Promise<Refusal> => {
    // Of an address once, however many try it; of an IP address that tries many, once for all of them.
    const subject = attempt.kind === "session" || by === "ip" ? key : subjectOf(attempt);
    const isFirst = (await countIn(refusals, subject)).isWithin;
    // Also here, because an attack that goes on uses a budget up before the hour since the last mail is over.
    return { isAdmitted: false, by, waitSeconds, isFirst, isToTell: isUsedUp && (await tellsNow(attempt)) };
  };

  const shouldTell = async (attempt: Attempt, taken: ReadonlyArray<{ step: Step; result: Taken }>): Promise<boolean> => {
    const isDue = taken.some(({ step: { by }, result: { count } }) => {
      if (by === "address" || by === "known") return count === policy[by].attempts;
      return by !== "ip" && count === (by === "second_factor" ? policy.tellAtFactors : policy.tellAtFailures);
    });
    return isDue && (await tellsNow(attempt));
  };

  return {
    async admit(attempt) {
      const steps = stepsOf(attempt);
      const waits = await Promise.all(steps.map(async (step) => ({ step, waitSeconds: await step.counter.look(step.key) })));
      const [longest] = waits.toSorted((one, other) => other.waitSeconds - one.waitSeconds);
      if (longest && longest.waitSeconds > 0) {
        const isUsedUp = waits.some(({ step, waitSeconds }) => isBudget(step) && waitSeconds > 0);
        return refuse(attempt, longest, isUsedUp);
      }

      const taken: Array<{ step: Step; result: Taken }> = [];
      const giveBack = async () => void (await Promise.all(taken.map(({ result }) => result.giveBack())));
      for (const step of steps) {
        const result = await step.counter.take(step.key);
        if (!result.isTaken) {
          await giveBack();
          return refuse(attempt, { step, waitSeconds: result.waitSeconds }, isBudget(step));
        }
        taken.push({ step, result });
      }
      return {
        isAdmitted: true,
        async succeed() {
          await Promise.all(taken.map(({ step, result }) => (step.isForgiven ? step.counter.reset(step.key) : result.giveBack())));
        },
        giveBack,
        async fail() {
          const isToRecord = taken.every(({ step, result: { count } }) => step.counter !== unguessable || count === 1);
          return { isToTell: await shouldTell(attempt, taken), isToRecord };
        },
      };
    },
    async unblock({ email, ip, browser }) {
      const resets = [browsers.reset(keyOf(email, browser)), known.reset(keyOf(email)), callers.reset(keyOf(email, limitKey(ip)))];
      await Promise.all(resets);
    },
  };
}

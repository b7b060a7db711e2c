import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { limitKey } from "../../http/limits.ts";
import { countIn, createWindow } from "../../platform/windows.ts";
import type { User } from "../users/index.ts";
import { createBudget, type BudgetPolicy } from "./budget.ts";
import type { Counter, Taken } from "./counter.ts";
import { createGrowingWait, type GrowthPolicy } from "./growing-wait.ts";

const HOUR = 3_600;

const ONE_CALLER: GrowthPolicy = { freeFailures: 5, firstWaitSeconds: 1, longestWaitSeconds: 900, forgetSeconds: 12 * HOUR };

export type GuardPolicy = {
  caller: GrowthPolicy;
  ip: GrowthPolicy;
  address: BudgetPolicy;
  tellAtFailures: number;
  tellEverySeconds: number;
};

/** `address` is what an address bears from browsers that are not known: 50 in a window, so at most 100 in any hour. */
export const POLICY: GuardPolicy = {
  caller: ONE_CALLER,
  ip: { ...ONE_CALLER, freeFailures: 50, forgetSeconds: HOUR },
  address: { attempts: 50, windowSeconds: HOUR },
  tellAtFailures: 10,
  tellEverySeconds: HOUR,
};

/**
 * Who tries a password. A sign-in names the address, and the browser only if it is a known one of that address. A session
 * asks for the password of its own person, and counts for itself alone.
 */
export type Attempt =
  | { kind: "sign_in"; email: string; ip: string; knownBrowser?: string | undefined }
  | { kind: "session"; sessionId: string; user: Pick<User, "id" | "name"> };

/** What an attempt was counted by. */
type CountedBy = "caller" | "ip" | "address" | "browser" | "session";

/** An attempt that may be made. One of the three is called when its outcome is known. */
type Admission = {
  isAdmitted: true;
  /** The password was right: what was counted is taken back, and the caller begins anew. */
  succeed(): Promise<void>;
  /** No password was checked after all. */
  giveBack(): Promise<void>;
  /** The password was wrong. True when the owner of the address should be told, once in an hour. */
  fail(): Promise<boolean>;
};

/** `isFirst` once in an hour for what refuses: so often it is recorded. */
export type Refusal = { isAdmitted: false; by: CountedBy; waitSeconds: number; isFirst: boolean };

export type SignInGuard = {
  /** Counts an attempt before its password is checked, or refuses it. A refused one counts for nothing. */
  admit(attempt: Attempt): Promise<Admission | Refusal>;
  /** Gives a browser and a caller their free failures back. */
  unblock(which: { email: string; ip: string; browser: string }): Promise<void>;
};

/** `isForgiven`: a right password takes all failures back. Elsewhere it takes itself back only, or a guesser's own sign-in would clear the way. */
type Step = { by: CountedBy; counter: Counter; key: string; isForgiven: boolean };

/** Hashed, so that the keys in Redis are no list of addresses. */
function keyOf(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** The counters of all who try passwords, in Redis when there is one. Real time counts, which no clock of a test moves. */
export function createSignInGuard(redis: Redis | null, policy: GuardPolicy = POLICY): SignInGuard {
  const callers = createGrowingWait(redis, "guess:caller", policy.caller);
  const browsers = createGrowingWait(redis, "guess:browser", policy.caller);
  const sessions = createGrowingWait(redis, "guess:session", policy.caller);
  const ips = createGrowingWait(redis, "guess:ip", policy.ip);
  const addresses = createBudget(redis, "guess:address", policy.address);
  const once = (name: string) => createWindow({ redis, name: `guess:${name}`, points: 1, windowSeconds: policy.tellEverySeconds });
  const refusals = once("refused");
  const warnings = once("warned");

  const stepsOf = (attempt: Attempt): Step[] => {
    if (attempt.kind === "session") {
      return [{ by: "session", counter: sessions, key: keyOf(attempt.sessionId), isForgiven: true }];
    }
    const { email, ip, knownBrowser } = attempt;
    if (knownBrowser !== undefined) {
      return [{ by: "browser", counter: browsers, key: keyOf(email, knownBrowser), isForgiven: true }];
    }
    // The address comes last, so that only what is checked counts in it.
    return [
      { by: "caller", counter: callers, key: keyOf(email, limitKey(ip)), isForgiven: true },
      { by: "ip", counter: ips, key: keyOf(limitKey(ip)), isForgiven: false },
      { by: "address", counter: addresses, key: keyOf(email), isForgiven: false },
    ];
  };

  const refuse = async (attempt: Attempt, { by, key }: Step, waitSeconds: number): Promise<Refusal> => {
    // Of an address once, however many try it; of an IP address that tries many, once for all of them.
    const subject = attempt.kind === "session" || by === "ip" ? key : keyOf(attempt.email);
    return { isAdmitted: false, by, waitSeconds, isFirst: (await countIn(refusals, subject)).isWithin };
  };

  const shouldTell = async (attempt: Attempt, taken: ReadonlyArray<{ step: Step; result: Taken }>): Promise<boolean> => {
    if (attempt.kind === "session") return false;
    const isDue = taken.some(({ step, result }) =>
      step.by === "address" ? result.count === policy.address.attempts : step.by !== "ip" && result.count === policy.tellAtFailures,
    );
    return isDue && (await countIn(warnings, keyOf(attempt.email))).isWithin;
  };

  return {
    async admit(attempt) {
      const steps = stepsOf(attempt);
      const waits = await Promise.all(steps.map(async (step) => ({ step, waitSeconds: await step.counter.look(step.key) })));
      const [longest] = waits.toSorted((one, other) => other.waitSeconds - one.waitSeconds);
      if (longest && longest.waitSeconds > 0) return refuse(attempt, longest.step, longest.waitSeconds);

      const taken: Array<{ step: Step; result: Taken }> = [];
      const giveBack = async () => void (await Promise.all(taken.map(({ result }) => result.giveBack())));
      for (const step of steps) {
        const result = await step.counter.take(step.key);
        if (!result.isTaken) {
          await giveBack();
          return refuse(attempt, step, result.waitSeconds);
        }
        taken.push({ step, result });
      }
      return {
        isAdmitted: true,
        async succeed() {
          await Promise.all(taken.map(({ step, result }) => (step.isForgiven ? step.counter.reset(step.key) : result.giveBack())));
        },
        giveBack,
        fail: () => shouldTell(attempt, taken),
      };
    },
    async unblock({ email, ip, browser }) {
      await Promise.all([browsers.reset(keyOf(email, browser)), callers.reset(keyOf(email, limitKey(ip)))]);
    },
  };
}

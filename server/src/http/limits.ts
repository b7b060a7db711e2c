import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import type { Metrics } from "../platform/metrics.ts";
import { countIn, createWindow, type Window } from "../platform/windows.ts";
import { Problem } from "./problem.ts";

/** How many requests may come in a window, from one IP address unless said otherwise. A deployment may say other numbers for some. */
export const LIMITS = {
  /** What a guesser would call, by IP address. */
  credentials: { points: 20, windowSeconds: 60 },
  /** Lets one's own browser sign in although others behind its IP address have used that up. */
  knownBrowser: { points: 20, windowSeconds: 60 },
  /** What takes a mailed or typed code, or a link. */
  codes: { points: 60, windowSeconds: 60 },
  /** Generous: every view of the sign-in page asks, and an office shares an IP address. */
  passkeyQuestions: { points: 600, windowSeconds: 60 },
  /** Mails, by mailbox, whoever asks for them. */
  recipient: { points: 10, windowSeconds: 3_600 },
  /** Mails of organizations, by person who has them sent: enough to invite a whole company in a day, and too few to advertise with. */
  organizationMails: { points: 300, windowSeconds: 86_400 },
  /** The same by mailbox, apart from `recipient`: strangers who invite leave room for the codes that the mailbox itself asks for. */
  invitedMailbox: { points: 5, windowSeconds: 86_400 },
  /** By organization: each closing is told to every member by mail, and so is the opening after it. */
  organizationClosings: { points: 5, windowSeconds: 86_400 },
  /** By person who reads everything that is kept about them. */
  exports: { points: 10, windowSeconds: 3_600 },
  /** Ways to a provider and back, each of which costs a call to it. */
  providers: { points: 60, windowSeconds: 60 },
  refresh: { points: 600, windowSeconds: 60 },
  /** Generous, because a puzzle is cheap to make. */
  puzzles: { points: 60, windowSeconds: 60 },
  /** No limit of requests: a solved puzzle counts once, for as long as one lives. */
  usedPuzzles: { points: 1, windowSeconds: 300 },
  /** Likewise none: who registers and recovers more often than a household or a small office does meets puzzles. */
  accountRequests: { points: 5, windowSeconds: 600 },
  /** All callers together: beyond an ordinary day they meet puzzles. */
  allAccountRequests: { points: 100, windowSeconds: 600 },
} as const;

export type LimitName = keyof typeof LIMITS;
export type Limits = Record<LimitName, { points: number; windowSeconds: number }>;

export type Limiter = {
  /** What this process allows. */
  limits: Limits;
  /** Counts one request of an IP address, or of another key. Throws `too_many_requests` with the wait when the window is used up. */
  consume(limit: LimitName, key: string): Promise<void>;
  /** Counts likewise, and answers with the seconds to wait, undefined when the window had room. For who refuses later, if at all. */
  waitOf(limit: LimitName, key: string): Promise<number | undefined>;
  /** The problem to throw after `waitOf`. */
  refusal(limit: LimitName, waitSeconds: number): Problem;
  /** Counts likewise, and says whether the window still had room, for who does something else than refuse. */
  isWithin(limit: LimitName, key: string): Promise<boolean>;
};

/** An IPv6 client owns its whole /64 (RFC 4291, RFC 6177), so that is what is counted; IPv4 inside IPv6 counts as IPv4. */
export function limitKey(ip: string): string {
  const address = ip.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/**
 * What a mailbox counts as. A hash, so that the keys in Redis are no list of addresses; what follows a "+" leads to the same
 * mailbox nearly everywhere, so that it does not make another. An asker who has shown who they are, or whose browser is known,
 * is counted apart: what strangers ask of the mailbox leaves theirs alone.
 */
export function mailboxKey(email: string, asker: "stranger" | "owner" = "stranger"): string {
  const at = email.lastIndexOf("@");
  const mailbox = email.slice(0, at).replace(/(?<=.)\+.*$/, "");
  return createHash("sha256")
    .update(`${asker === "owner" ? "owner " : ""}${mailbox}${email.slice(at)}`)
    .digest("hex");
}

export type LimiterOptions = {
  redis: Redis | null;
  metrics: Metrics;
  /** What this deployment allows in place of the default. */
  points?: Partial<Record<LimitName, number>>;
};

/** Windows in Redis when there is one, in the process otherwise or while Redis is away. */
export function createLimiter({ redis, metrics, points }: LimiterOptions): Limiter {
  const names = Object.keys(LIMITS) as LimitName[];
  const limits = Object.fromEntries(
    names.map((name) => [name, { ...LIMITS[name], points: points?.[name] ?? LIMITS[name].points }]),
  ) as Limits;
  const windows = Object.fromEntries(names.map((name) => [name, createWindow({ redis, name, ...limits[name] })])) as Record<
    LimitName,
    Window
  >;
  const waitOf: Limiter["waitOf"] = async (limit, key) => {
    const { isWithin, waitSeconds } = await countIn(windows[limit], limitKey(key));
    return isWithin ? undefined : waitSeconds;
  };
  const refusal: Limiter["refusal"] = (limit, waitSeconds) => {
    metrics.limitedRequests.inc({ limit });
    return new Problem("too_many_requests", { retryAfterSeconds: waitSeconds });
  };
  return {
    limits,
    async consume(limit, key) {
      const waitSeconds = await waitOf(limit, key);
      if (waitSeconds !== undefined) throw refusal(limit, waitSeconds);
    },
    waitOf,
    refusal,
    isWithin: async (limit, key) => (await waitOf(limit, key)) === undefined,
  };
}

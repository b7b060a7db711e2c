import type { SessionInfo, SignedIn, Standing, User } from "../../api/types.ts";

/** An access token with its end on this page's own monotonic clock, so that a wrong or changed wall clock means nothing. */
export interface HeldToken {
  accessToken: string;
  user: User;
  session: SessionInfo;
  standing: Standing;
  lifeMs: number;
  /** On the clock of `performance.now()`. */
  endsAtMs: number;
}

const longestMarginMs = 5_000;

/** Holds the answer to a request sent at `sentAtMs`: counting from the sending can only end too early, never too late. */
export function holdToken(answer: SignedIn, sentAtMs: number): HeldToken {
  const { accessToken, user, session, organization, organizationRefusal } = answer;
  const lifeMs = answer.expiresIn * 1000;
  return { accessToken, user, session, standing: { organization, organizationRefusal }, lifeMs, endsAtMs: sentAtMs + lifeMs };
}

/** Whether a request sent now may be expected to arrive in time: a tenth of the life, 5 seconds at most, is kept for the way. */
export function isUsable(held: HeldToken | null, nowMs: number): held is HeldToken {
  return held !== null && nowMs < held.endsAtMs - Math.min(held.lifeMs / 10, longestMarginMs);
}

/** When to renew ahead of need: at 80 % of the life. */
export function renewalAtMs(held: HeldToken): number {
  return held.endsAtMs - held.lifeMs / 5;
}

/** The same token once the server has refused it: never usable again, whatever the clock says. */
export function spent(held: HeldToken): HeldToken {
  return { ...held, endsAtMs: -Infinity };
}

import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import type { User } from "../users/index.ts";
import { countRecoveryCodes } from "./second-factors.queries.ts";

export type FactorMethod = "totp" | "recovery_code" | "passkey";

/** A second factor that was shown and fits. It is worth nothing before `use` has answered with true, which it does once. */
export type FactorProof = {
  method: FactorMethod;
  /** RFC 8176. */
  methods: readonly string[];
  /** Uses the proof up, in the transaction of what it allows and under a lock of the person. False when it was used meanwhile. */
  use(tx: Db, now: Date): Promise<boolean>;
};

export type RecordFactorDeps = { metrics: Metrics; outbox: Outbox; publicUrl: string };

/** Records a used proof in the transaction of what it allows. The person is told of a recovery code, which somebody may have found. */
export async function recordFactorUse(
  { metrics, outbox, publicUrl }: RecordFactorDeps,
  tx: Db,
  { user, method, origin }: { user: User; method: FactorMethod; origin: Origin },
  now: Date,
): Promise<void> {
  const left = method === "recovery_code" ? ((await countRecoveryCodes(tx, user.id))?.left ?? 0) : undefined;
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "user", id: user.id } as const;
  const after = { method, ...(left !== undefined && { left }) };
  await recordEvent(tx, { action: "second_factor.used", outcome: "success", actor, target, subjectUserId: user.id, origin, after }, now);
  metrics.secondFactors.inc({ method, result: "success" });
  if (left === undefined) return;
  const device = deviceOf(origin);
  const values = { name: user.name, left: String(left), device, securityLink: `${publicUrl}/me/security` };
  const mail = { kind: "recovery_code_used", to: user.email, values } as const;
  await giveNotice(outbox, tx, { userId: user.id, kind: "recovery_code_used", details: { device, ip: origin.ip, left }, mail }, now);
}

/** Records a second factor that did not fit. `isSignedIn`: the person was asked for it again. */
export async function recordFactorFailure(
  db: Db,
  { user, method, origin, isSignedIn }: { user: Pick<User, "id" | "name">; method: FactorMethod; origin: Origin; isSignedIn: boolean },
  now: Date,
): Promise<void> {
  const actor = isSignedIn ? ({ type: "user", id: user.id, name: user.name } as const) : ({ type: "anonymous" } as const);
  const target = { type: "user", id: user.id } as const;
  const event = { action: "second_factor.failed", outcome: "denied", actor, target, subjectUserId: user.id, origin } as const;
  await recordEvent(db, { ...event, after: { method } }, now);
}

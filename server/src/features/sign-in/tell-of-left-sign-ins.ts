import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { hasSignedInFrom } from "../known-browsers/index.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice, hasBeenTold } from "../notices/index.ts";
import { endWaitedInVain, listWaitedInVain, type PendingSignIn } from "../pending-sign-ins/index.ts";
import { lockUserIfAny, type User } from "../users/index.ts";

export type TellOfLeftDeps = { db: Db; clock: Clock; outbox: Outbox; publicUrl: string };

const DAY = 86_400;

/**
 * Tells people of sign-ins that came as far as the second factor, where they never signed in, and were left there: somebody may
 * know the password. A sign-in that is begun again in the same browser and finished is none of those. Once in a day, wrong codes included,
 * of which one is told sooner. Runs every minute or so, in many processes at once if need be.
 */
export async function tellOfLeftSignIns(deps: TellOfLeftDeps): Promise<void> {
  for (const userId of await listWaitedInVain(deps.db, deps.clock())) {
    await deps.db.transaction(async (tx) => {
      const now = deps.clock();
      // The person before the sign-ins, as whatever voids them locks them.
      const user = await lockUserIfAny(tx, userId);
      const left = await firstOfStranger(tx, await endWaitedInVain(tx, userId, now), now);
      if (!user || user.disabledAt || !left) return;
      const kinds = ["sign_in_unfinished", "second_factor_failing"] as const;
      if (!(await hasBeenTold(tx, { userId, kinds, since: addSeconds(now, -DAY) }))) await tell(deps, tx, { user, left }, now);
    });
  }
}

async function firstOfStranger(tx: Db, waited: readonly PendingSignIn[], now: Date): Promise<PendingSignIn | undefined> {
  for (const one of waited) if (!(await hasSignedInFrom(tx, one, now))) return one;
  return undefined;
}

async function tell(
  { outbox, publicUrl }: TellOfLeftDeps,
  tx: Db,
  { user: { id: userId, name, email }, left }: { user: User; left: PendingSignIn },
  now: Date,
): Promise<void> {
  const device = deviceOf(left);
  const values = { name, device, ip: left.ip ?? "unknown", at: left.createdAt.toISOString(), recoveryLink: `${publicUrl}/forgot` };
  const mail = { kind: "sign_in_unfinished", to: email, values } as const;
  const details = { device, ...(left.ip !== null && { ip: left.ip }) };
  await giveNotice(outbox, tx, { userId, kind: "sign_in_unfinished", details, mail }, now);
}

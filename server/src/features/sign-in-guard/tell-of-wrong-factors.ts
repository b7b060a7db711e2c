import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import { getUser } from "../users/index.ts";

/** Tells a person that somebody has their first factor, and fails at the second one. */
export async function tellOfWrongFactors(
  { db, clock, outbox, publicUrl }: { db: Db; clock: Clock; outbox: Outbox; publicUrl: string },
  userId: string,
): Promise<void> {
  const { name, email } = await getUser(db, userId);
  const mail = { kind: "second_factor_failing", to: email, values: { name, recoveryLink: `${publicUrl}/forgot` } } as const;
  await db.transaction((tx) => giveNotice(outbox, tx, { userId, kind: "second_factor_failing", details: {}, mail }, clock()));
}

import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import type { User } from "../users/index.ts";

/** Tells the person of a sign-in where they had not signed in before, in its transaction. */
export async function tellOfNewDevice(
  { outbox, publicUrl }: { outbox: Outbox; publicUrl: string },
  tx: Db,
  { user, origin, now }: { user: User; origin: Origin; now: Date },
): Promise<void> {
  const device = deviceOf(origin);
  const values = { name: user.name, device, ip: origin.ip, at: now.toISOString(), sessionsLink: `${publicUrl}/me/sessions` };
  const mail = { kind: "new_device", to: user.email, values } as const;
  await giveNotice(outbox, tx, { userId: user.id, kind: "new_device", details: { device, ip: origin.ip }, mail }, now);
}

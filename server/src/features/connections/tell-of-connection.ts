import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import type { User } from "../users/index.ts";

export type TellDeps = { outbox: Outbox; publicUrl: string };

/**
 * Tells a person, at the address of their account, that a way in has come or gone, in its transaction. `provider` is what the
 * provider is called.
 */
export async function tellOfConnection(
  { outbox, publicUrl }: TellDeps,
  tx: Db,
  { kind, user, provider, origin }: { kind: "connection_added" | "connection_removed"; user: User; provider: string; origin: Origin },
  now: Date,
): Promise<void> {
  const device = deviceOf(origin);
  const values = { name: user.name, device, provider, securityLink: `${publicUrl}/me/security` };
  const mail = { kind, to: user.email, values } as const;
  await giveNotice(outbox, tx, { userId: user.id, kind, details: { device, ip: origin.ip, provider }, mail }, now);
}

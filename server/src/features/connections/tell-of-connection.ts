import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { createAdditionLink } from "../addition-links/index.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import type { User } from "../users/index.ts";

export type TellDeps = { outbox: Outbox; publicUrl: string };

/** `provider` is what the provider is called. */
type Change = { user: User; provider: string; origin: Origin };

/** Tells a person, at the address of their account, that a way in has come, in its transaction. The mail takes it back. */
export async function tellOfAddedConnection(deps: TellDeps, tx: Db, { user, provider, origin }: Change, now: Date): Promise<void> {
  const device = deviceOf(origin);
  const { links, expiresAt } = await createAdditionLink(deps, tx, user, now);
  const values = { name: user.name, device, provider, ...links };
  const mail = { kind: "connection_added", to: user.email, values, ...(expiresAt && { expiresAt }) } as const;
  const details = { device, ip: origin.ip, provider, ...(expiresAt && { undoUntil: expiresAt.toISOString() }) };
  await giveNotice(deps.outbox, tx, { userId: user.id, kind: "connection_added", details, mail }, now);
}

/** Likewise that one has gone. */
export async function tellOfRemovedConnection(
  { outbox, publicUrl }: TellDeps,
  tx: Db,
  { user, provider, origin }: Change,
  now: Date,
): Promise<void> {
  const device = deviceOf(origin);
  const values = { name: user.name, device, provider, securityLink: `${publicUrl}/me/security` };
  const mail = { kind: "connection_removed", to: user.email, values } as const;
  const details = { device, ip: origin.ip, provider };
  await giveNotice(outbox, tx, { userId: user.id, kind: "connection_removed", details, mail }, now);
}

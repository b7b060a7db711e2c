import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { createAdditionLink } from "../addition-links/index.ts";
import type { FactorInMail, Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import type { User } from "../users/index.ts";

export type TellDeps = { outbox: Outbox; publicUrl: string };

const IN_MAIL = { totp: "an authenticator app", passkey: "a passkey", all: "every second factor" } as const satisfies Record<
  string,
  FactorInMail
>;
type ChangedFactor = keyof typeof IN_MAIL;

type Change = { user: User; factor: ChangedFactor; origin: Origin };

/** Tells the person, in the transaction of the change. The mail takes it back. */
export async function tellOfAddedFactor(deps: TellDeps, tx: Db, { user, factor, origin }: Change, now: Date): Promise<void> {
  const device = deviceOf(origin);
  const { links, expiresAt } = await createAdditionLink(deps, tx, user, now);
  const values = { name: user.name, factor: IN_MAIL[factor], device, ...links };
  const mail = { kind: "second_factor_added", to: user.email, values, ...(expiresAt && { expiresAt }) } as const;
  const details = { device, ip: origin.ip, method: factor, ...(expiresAt && { undoUntil: expiresAt.toISOString() }) };
  await giveNotice(deps.outbox, tx, { userId: user.id, kind: "second_factor_added", details, mail }, now);
}

/** Likewise. Without an origin it was the operator. */
export async function tellOfRemovedFactor(
  { outbox, publicUrl }: TellDeps,
  tx: Db,
  { user, factor, origin }: Omit<Change, "origin"> & { origin?: Origin },
  now: Date,
): Promise<void> {
  const device = origin ? deviceOf(origin) : "whoever runs this Gatehouse";
  const values = { name: user.name, factor: IN_MAIL[factor], device, recoveryLink: `${publicUrl}/forgot` };
  const mail = { kind: "second_factor_removed", to: user.email, values } as const;
  const details = { device, ...(origin && { ip: origin.ip }), method: factor };
  await giveNotice(outbox, tx, { userId: user.id, kind: "second_factor_removed", details, mail }, now);
}

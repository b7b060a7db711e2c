import { z } from "zod";
import { Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open, seal } from "../../platform/secrets.ts";
import {
  addConnection,
  lockIdentity,
  tellOfAddedConnection,
  type Connection,
  type NewConnection,
  type TellDeps,
} from "../connections/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { spendOnce } from "./used-flows.queries.ts";

const OFFER_SECONDS = 600;
const PLACE = { table: "connection_offers", column: "token", row: "offer" };

const connection = z.object({
  provider: z.string(),
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean(),
  name: z.string().nullable(),
});

const offer = z.object({
  id: z.string(),
  userId: z.string(),
  browser: z.string(),
  providerName: z.string(),
  connection,
  expiresAt: z.coerce.date(),
});

export type OfferDeps = TellDeps & { db: Db; clock: Clock; encryptionKeys: KeyRing };

/**
 * Offers to connect an identity to the account of its verified address. Good for that account alone, in the browser that came from
 * the provider: with a stranger's offer nobody connects the stranger to their own account.
 */
export function offerConnection(
  ring: KeyRing,
  { userId, browser, providerName, connection }: { userId: string; browser: string; providerName: string; connection: NewConnection },
  now: Date,
): string {
  const value = { id: newId(now), userId, browser, providerName, connection, expiresAt: addSeconds(now, OFFER_SECONDS) };
  return seal(ring, Buffer.from(JSON.stringify(value)), PLACE);
}

/**
 * Takes up an offer, once, as the person who has proven the account that it was made to. They are told by mail and in the
 * console. Throws `connection_offer_invalid`, `connection_taken` when the identity was connected to another account meanwhile, and `session_ended`.
 */
export async function acceptOffer(
  deps: OfferDeps,
  { token, principal, browser, origin }: { token: string; principal: Principal; browser: string | undefined; origin: Origin },
): Promise<Connection> {
  return deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const offered = unsealed(deps.encryptionKeys, token);
    const isTheirs = offered !== undefined && offered.userId === principal.userId && offered.browser === browser && offered.expiresAt > now;
    if (!isTheirs || !(await spendOnce(tx, `offer ${offered.id}`, offered.expiresAt))) throw new Problem("connection_offer_invalid");
    await lockIdentity(tx, offered.connection);
    const { user } = await holdPrincipal(tx, principal, now);
    const added = await addConnection(tx, { user, connection: offered.connection, origin }, now);
    await tellOfAddedConnection(deps, tx, { user, provider: offered.providerName, origin }, now);
    return added;
  });
}

function unsealed(ring: KeyRing, token: string): z.output<typeof offer> | undefined {
  try {
    return offer.parse(JSON.parse(open(ring, token, PLACE).toString("utf8")));
  } catch {
    return undefined;
  }
}

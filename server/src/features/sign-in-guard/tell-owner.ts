import { createHash, randomBytes } from "node:crypto";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import { findUserForSignIn, type User } from "../users/index.ts";
import { insertUnblockLink } from "./unblock-links.queries.ts";

const LINK_SECONDS = 3_600;

export type TellOwnerDeps = { db: Db; clock: Clock; outbox: Outbox; publicUrl: string };

export function unblockTokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A mailbox that nobody has proven may be someone else's, unless this instance proves none. */
function mayBeTold(user: User | undefined, outbox: Outbox): user is User {
  return user !== undefined && !user.disabledAt && (user.emailVerifiedAt !== null || outbox.mode !== "smtp");
}

/**
 * Tells the owner of an address that somebody fails to sign in with it, with a link that lets the owner in: once, within an
 * hour. Where there is no owner to tell, a mail that is never sent is queued in its place.
 */
export async function tellOwner({ db, clock, outbox, publicUrl }: TellOwnerDeps, email: string): Promise<void> {
  const found = await findUserForSignIn(db, email);
  const user = mayBeTold(found, outbox) ? found : undefined;
  const token = randomBytes(32).toString("base64url");
  const now = clock();
  const expiresAt = addSeconds(now, LINK_SECONDS);
  await db.transaction(async (tx) => {
    await insertUnblockLink(tx, { tokenHash: unblockTokenHash(token), userId: user?.id, createdAt: now, expiresAt });
    if (!user) return outbox.put(tx, { kind: "nothing", to: email, values: {}, expiresAt }, now);
    const values = { name: user.name, unblockLink: `${publicUrl}/unblock#token=${token}` };
    const mail = { kind: "sign_in_slowed", to: email, values, expiresAt } as const;
    return giveNotice(outbox, tx, { userId: user.id, kind: "sign_in_slowed", details: {}, mail }, now);
  });
}

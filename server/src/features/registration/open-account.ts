import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { voidChallengesOfUser } from "../challenges/index.ts";
import { forgetBrowsers } from "../known-browsers/index.ts";
import { deleteConnectionsOf } from "../connections/index.ts";
import { deleteSecondFactors } from "../credentials/index.ts";
import { deletePassword, insertPassword, setPassword } from "../passwords/index.ts";
import type { EndSessions } from "../sessions/index.ts";
import { endUnblockLinks } from "../sign-in-guard/index.ts";
import { findUserByEmail, insertUser, lockUser, updateUser, type User } from "../users/index.ts";
import type { Registration } from "./registration.ts";

/** What a new account is made of. Without a hash it has no password: its owner came by a provider. */
export type Opening = Pick<Registration, "email" | "name"> &
  (Pick<Registration, "hash" | "minLengthMet"> | { hash?: undefined; minLengthMet?: undefined }) & { origin: Origin };

/**
 * Gives the account of an address to who has just proven that they read the mailbox, within `endingSessions`. An account that
 * another made there and never confirmed is claimed: nothing that its maker knows or holds is good for anything afterwards, and
 * a role that its maker was given stays with nobody.
 * Throws `email_taken` when the address belongs to a confirmed or a disabled account.
 */
export async function openAccount(tx: Db, end: EndSessions, opening: Opening, now: Date): Promise<User> {
  const { email, name, hash, minLengthMet, origin } = opening;
  const made = await insertUser(tx, { id: newId(now), email, emailVerifiedAt: now, name, instanceRole: null, createdAt: now });
  if (!made) return claim(tx, end, opening, now);
  if (hash !== undefined) await insertPassword(tx, { userId: made.id, hash, minLengthMet, changedAt: now });
  const actor = { type: "user", id: made.id, name } as const;
  const target = { type: "user", id: made.id } as const;
  const after = { email, name, isConfirmed: true };
  await recordEvent(tx, { action: "user.registered", outcome: "success", actor, target, subjectUserId: made.id, origin, after }, now);
  return made;
}

async function claim(tx: Db, end: EndSessions, { email, name, hash, minLengthMet, origin }: Opening, now: Date): Promise<User> {
  const found = await findUserByEmail(tx, email);
  if (!found) throw new Problem("email_taken");
  // The password before the person, as a sign-in locks them: it waits for one under way, whose session then ends with the others.
  if (hash === undefined) await deletePassword(tx, found.id);
  else await setPassword(tx, { userId: found.id, hash, minLengthMet, changedAt: now });
  await deleteConnectionsOf(tx, found.id);
  const before = await lockUser(tx, found.id);
  if (before.email !== email || before.emailVerifiedAt || before.disabledAt) throw new Problem("email_taken");
  const user = await updateUser(tx, found.id, { name, emailVerifiedAt: now, instanceRole: null }, now);
  await deleteSecondFactors(tx, user.id);
  await voidChallengesOfUser(tx, user.id, now);
  await forgetBrowsers(tx, user.id);
  await endUnblockLinks(tx, user.id, now);
  const actor = { type: "user", id: user.id, name } as const;
  await recordEvent(
    tx,
    {
      action: "user.email_verified",
      outcome: "success",
      actor,
      target: { type: "user", id: user.id },
      subjectUserId: user.id,
      origin,
      before: { name: before.name, instanceRole: before.instanceRole },
      after: { name, instanceRole: null, isClaimed: true },
    },
    now,
  );
  await end({ userId: user.id, reason: "account_claimed", actor, origin });
  return user;
}

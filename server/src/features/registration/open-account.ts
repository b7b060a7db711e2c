import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { deleteUndoLink } from "../account-deletion/index.ts";
import { voidChallengesOfUser } from "../challenges/index.ts";
import { forgetBrowsers } from "../known-browsers/index.ts";
import { deleteConnectionsOf } from "../connections/index.ts";
import { deleteSecondFactors, isBeyondClaim } from "../credentials/index.ts";
import { deletePassword, insertPassword, setPassword } from "../passwords/index.ts";
import { leaveAllOrganizations } from "../members/index.ts";
import type { EndSessions } from "../sessions/index.ts";
import { endUnblockLinks } from "../sign-in-guard/index.ts";
import type { Outbox } from "../mail/index.ts";
import {
  findUserByEmail,
  insertUser,
  isClaimable,
  lockUserIfAny,
  requireAnotherAdministrator,
  updateUser,
  type User,
} from "../users/index.ts";
import type { Registration } from "./registration.ts";

export type OpenDeps = { outbox: Pick<Outbox, "mode"> };

/** What a new account is made of. Without a hash it has no password: its owner came by a provider. `onlyClaims`: no new one is made. */
export type Opening = Pick<Registration, "email" | "name"> &
  (Pick<Registration, "hash" | "minLengthMet"> | { hash?: undefined; minLengthMet?: undefined }) & { origin: Origin; onlyClaims?: boolean };

/**
 * Gives the account of an address to who has just proven that they read the mailbox, within `endingSessions`. An account that
 * another made there and never confirmed is claimed: nothing that its maker knows or holds is good for anything afterwards, and
 * a role that its maker was given stays with nobody; organizations that others own, too, are left. One that its maker had closed is open again.
 * Throws `email_taken` when the address belongs to a confirmed or a disabled account, or to one that is beyond a claim, and
 * `last_administrator`.
 */
export async function openAccount(deps: OpenDeps, tx: Db, end: EndSessions, opening: Opening, now: Date): Promise<User> {
  const { email, name, hash, minLengthMet, origin, onlyClaims } = opening;
  const fresh = { id: newId(now), email, emailVerifiedAt: now, name, instanceRole: null, createdAt: now };
  const made = onlyClaims ? undefined : await insertUser(tx, fresh);
  if (!made) return claim(deps, tx, end, opening, now);
  if (hash !== undefined) await insertPassword(tx, { userId: made.id, hash, minLengthMet, changedAt: now });
  const actor = { type: "user", id: made.id, name } as const;
  const target = { type: "user", id: made.id } as const;
  const after = { email, name, isConfirmed: true };
  await recordEvent(tx, { action: "user.registered", outcome: "success", actor, target, subjectUserId: made.id, origin, after }, now);
  return made;
}

async function claim(
  { outbox }: OpenDeps,
  tx: Db,
  end: EndSessions,
  { email, name, hash, minLengthMet, origin }: Opening,
  now: Date,
): Promise<User> {
  const found = await findUserByEmail(tx, email);
  // Before anything else of theirs: whatever its maker is doing is done, or sees afterwards that the account is not theirs.
  const before = await lockUserIfAny(tx, found?.id ?? null);
  const isTheirs = before?.email === email && isClaimable(before) && !(await isBeyondClaim(tx, before, outbox));
  if (!isTheirs) throw new Problem("email_taken");
  await requireAnotherAdministrator(tx, before, outbox);
  const open = { disabledAt: null, closedAt: null, deletesAt: null };
  const user = await updateUser(tx, before.id, { name, emailVerifiedAt: now, instanceRole: null, ...open }, now);
  await deleteUndoLink(tx, user.id);
  if (hash === undefined) await deletePassword(tx, user.id);
  else await setPassword(tx, { userId: user.id, hash, minLengthMet, changedAt: now });
  await deleteConnectionsOf(tx, user.id);
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
  // Else its maker could have put the owner under the eyes of an organization of their own.
  await leaveAllOrganizations(tx, { user, origin }, now);
  return user;
}

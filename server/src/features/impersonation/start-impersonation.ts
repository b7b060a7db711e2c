import { IMPERSONATION_SECONDS } from "../../http/impersonation.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import {
  endingSessions,
  holdAdministratorAndPerson,
  insertSession,
  listImpersonationsBy,
  type Denylist,
  type Session,
} from "../sessions/index.ts";
import type { User } from "../users/index.ts";

export type StartImpersonationDeps = { db: Db; clock: Clock; denylist: Denylist; outbox: Outbox; publicUrl: string };
export type Impersonating = { userId: string; reason: string; principal: Principal; origin: Origin };

/**
 * Lets an administrator see what a person sees, for a quarter of an hour at most, never longer than the session they do it from,
 * and one person at a time. The person is told at once. Throws `not_found`, `cannot_impersonate` for an administrator,
 * whoever is disabled, and oneself, and what `holdAdministrator` throws.
 */
export async function startImpersonation(
  deps: StartImpersonationDeps,
  { userId, reason, principal, origin }: Impersonating,
): Promise<{ session: Session; user: User }> {
  return endingSessions(deps, async (tx, end, now) => {
    // Held, so that the administrator's session cannot end without what begins here, and nobody becomes an administrator or is shut
    // out meanwhile: either ends what begins here.
    const permission = "users:impersonate";
    const {
      person: user,
      administrator,
      session: own,
      actor,
    } = await holdAdministratorAndPerson(tx, { principal, permission, userId }, now);
    const { id, name } = administrator;
    requireOrdinary(user, principal);
    for (const other of await listImpersonationsBy(tx, id, now)) {
      await end({ userId: other.userId, only: other.id, reason: "impersonation_stopped", actor, origin });
    }
    const session = impersonationOf(user, { own, name, reason, origin, now });
    await insertSession(tx, session);
    await recordEvent(
      tx,
      {
        action: "impersonation.started",
        outcome: "success",
        actor,
        target: { type: "session", id: session.id },
        subjectUserId: user.id,
        origin,
        after: { purpose: reason, person: user.name, expiresAt: session.expiresAt },
      },
      now,
    );
    await tellPerson(deps, tx, user, session);
    return { session, user };
  });
}

function requireOrdinary({ id, instanceRole, disabledAt }: User, { userId }: Principal): void {
  if (instanceRole || disabledAt || id === userId) throw new Problem("cannot_impersonate");
}

type From = { own: Session; name: string; reason: string; origin: Origin; now: Date };

function impersonationOf(user: User, { own, name, reason, origin, now }: From): Session {
  const ends = Math.min(addSeconds(now, IMPERSONATION_SECONDS).getTime(), own.idleExpiresAt.getTime(), own.expiresAt.getTime());
  return {
    id: newId(now),
    userId: user.id,
    name: null,
    counter: 0,
    presentedCounter: 0,
    rotatedAt: now,
    authenticatedAt: now,
    authenticationMethods: [],
    createdAt: now,
    lastSeenAt: now,
    idleExpiresAt: new Date(ends),
    expiresAt: new Date(ends),
    endedAt: null,
    endReason: null,
    ip: origin.ip,
    userAgent: origin.userAgent,
    browserHash: null,
    impersonatorId: own.userId,
    impersonatorSessionId: own.id,
    impersonatorName: name,
    impersonationReason: reason,
    // Whoever acts for another enters none of their organizations.
    organizationId: null,
    ways: [],
  };
}

/** Mailed only to who has proven the mailbox: whoever made the account may have named another's. */
async function tellPerson({ outbox, publicUrl }: StartImpersonationDeps, tx: Db, user: User, session: Session): Promise<void> {
  const { impersonatorName: by, impersonationReason: reason, createdAt } = session;
  const details = { by: by ?? "", reason: reason ?? "" };
  const values = { ...details, activityLink: `${publicUrl}/me/activity` };
  const mail = { kind: "impersonated", to: user.email, values } as const;
  await giveNotice(outbox, tx, { userId: user.id, kind: "impersonated", details, ...(user.emailVerifiedAt && { mail }) }, createdAt);
}

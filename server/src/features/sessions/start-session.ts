import { browserHash } from "../../http/browser-cookie.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { User } from "../users/index.ts";
import { chooseOrganization } from "./choose-organization.ts";
import { waysOf } from "./prove-session.ts";
import type { Session } from "./session.ts";
import { insertSession } from "./sessions.queries.ts";

type Start = { user: User; caller: string; way: string; methods: string[]; origin: Origin; policy: SessionPolicy; now: Date };
const NOBODY_ELSE = { impersonatorId: null, impersonatorSessionId: null, impersonatorName: null, impersonationReason: null };

export type SessionPolicy = { idleSeconds: number; absoluteSeconds: number };

/** Starts a session of a person who has just proven themselves by `methods` (RFC 8176 values). `caller` is what they are known by. */
export async function startSession(tx: Db, { user, caller, way, methods, origin, policy, now }: Start): Promise<Session> {
  const browser = browserHash(caller);
  const session: Session = {
    id: newId(now),
    userId: user.id,
    name: null,
    counter: 0,
    presentedCounter: 0,
    rotatedAt: now,
    authenticatedAt: now,
    authenticationMethods: methods,
    createdAt: now,
    lastSeenAt: now,
    idleExpiresAt: addSeconds(now, policy.idleSeconds),
    expiresAt: addSeconds(now, policy.absoluteSeconds),
    endedAt: null,
    endReason: null,
    ip: origin.ip,
    userAgent: origin.userAgent,
    browserHash: browser,
    organizationId: await chooseOrganization(tx, user.id, browser),
    // A passkey that came second has proven its person as one that came first.
    ways: [...new Set([way, ...waysOf(methods)])],
    ...NOBODY_ELSE,
  };
  await insertSession(tx, session);
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "session", id: session.id } as const;
  await recordEvent(
    tx,
    { action: "session.started", outcome: "success", actor, target, subjectUserId: user.id, origin, after: { methods } },
    now,
  );
  return session;
}

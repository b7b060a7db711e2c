import type { InstanceRole } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { User } from "../users/index.ts";
import type { EndReason } from "./session-ends.ts";
import type { Session } from "./session.ts";

/** A session and its person, as a token's first look needs them. */
export type SessionWithUser = Session & { userName: string; userEmail: string; instanceRole: InstanceRole | null };

export async function insertSession(tx: Db, session: Session): Promise<void> {
  await tx("sessions").insert(session);
}

export async function findSession(db: Db, id: string): Promise<Session | undefined> {
  return db<Session>("sessions").where({ id }).first();
}

/** Throws `session_ended`. */
export async function getSession(db: Db, id: string): Promise<Session> {
  const session = await findSession(db, id);
  if (!session) throw new Problem("session_ended");
  return session;
}

const isLive = "ended_at is null and idle_expires_at > :now and expires_at > :now";

/**
 * The one compare-and-set of rotation: moves the counter past `presented` when it is the current one, and answers with the
 * row as it stands afterwards, in one statement, so that the judgement is made on the row as the token reached it. A token
 * ahead of the row means that the row lost writes (restored from a backup): the row catches up.
 */
export async function rotateCounter(
  db: Db,
  values: { id: string; presented: number; now: Date; idleExpiresAt: Date },
  timeoutMs: number,
): Promise<Session | undefined> {
  const isCurrent = `(${isLive} and counter <= :presented)`;
  const raw = (sql: string) => db.raw(sql, values) as never;
  const rows = await db<Session>("sessions")
    .where({ id: values.id })
    .update({
      counter: raw(`case when ${isCurrent} then :presented + 1 else counter end`),
      presentedCounter: raw(`case when ${isCurrent} then greatest(presented_counter, :presented) else presented_counter end`),
      rotatedAt: raw(`case when ${isCurrent} then :now else rotated_at end`),
      lastSeenAt: raw(`case when ${isLive} then :now else last_seen_at end`),
      idleExpiresAt: raw(`case when ${isCurrent} then least(:idleExpiresAt, expires_at) else idle_expires_at end`),
    })
    .returning("*")
    .timeout(timeoutMs, { cancel: true });
  return rows[0];
}

/**
 * Notes that an access token issued with that counter was presented, and answers with the live session and its person;
 * undefined when the session has ended.
 */
export async function presentSession(db: Db, id: string, counter: number, now: Date): Promise<SessionWithUser | undefined> {
  const result = await db.raw<{ rows: SessionWithUser[] }>(
    `update sessions set presented_counter = greatest(presented_counter, :counter), last_seen_at = :now
     from users where sessions.id = :id and users.id = sessions.user_id and users.disabled_at is null and ${isLive}
     returning sessions.*, users.name as user_name, users.email as user_email, users.instance_role`,
    { id, counter, now },
  );
  return result.rows[0];
}

/** Whether the session is over, asked of the truth itself. */
export async function isEnded(db: Db, id: string, now: Date): Promise<boolean> {
  const row = await db<Session>("sessions").where({ id }).whereRaw(isLive, { now }).first("id");
  return row === undefined;
}

/** The same, with the epoch of an organization. */
export async function readStanding(
  db: Db,
  { sessionId, organizationId }: { sessionId: string; organizationId: string | null },
  now: Date,
): Promise<{ isEnded: boolean; epoch: number }> {
  const { rows } = await db.raw<{ rows: Array<{ isEnded: boolean; epoch: string | null }> }>(
    `select not exists (select from sessions where id = :sessionId and ${isLive}) as is_ended, (select organization_epoch(:organizationId)) as epoch`,
    { sessionId, organizationId, now },
  );
  return { isEnded: rows[0]?.isEnded !== false, epoch: Number(rows[0]?.epoch ?? 0) };
}

export type EndedFilter = { userId: string; only?: string | undefined; except?: string | undefined };

/**
 * Ends live sessions and tells every process that listens, in one statement. Answers with the ids of those that it ended. What
 * has expired is over already: an access token ends with its session at the latest.
 */
export async function endLiveSessions(tx: Db, { userId, only, except }: EndedFilter, reason: EndReason, now: Date): Promise<string[]> {
  const which = [only && "and id = :only", except && "and id <> :except"].filter(Boolean).join(" ");
  const { rows } = await tx.raw<{ rows: Array<{ id: string }> }>(
    `with ended as (
       update sessions set ended_at = :now, end_reason = :reason where user_id = :userId and ${isLive} ${which} returning id
     )
     select id, pg_notify('session_ended', id::text) from ended`,
    { userId, reason, now, ...(only && { only }), ...(except && { except }) },
  );
  return rows.map(({ id }) => id);
}

/** Ends the live sessions in which somebody acts for another from one of these sessions, likewise. Ask after those have ended. */
export async function endImpersonationsFrom(
  tx: Db,
  sessionIds: readonly string[],
  now: Date,
): Promise<Array<Pick<Session, "id" | "userId">>> {
  const reason: EndReason = "impersonator_left";
  const { rows } = await tx.raw<{ rows: Array<{ id: string; userId: string }> }>(
    `with ended as (
       update sessions set ended_at = :now, end_reason = :reason
       where impersonator_session_id = any(cast(:sessionIds as uuid[])) and ${isLive} returning id, user_id
     )
     select id, user_id, pg_notify('session_ended', id::text) from ended`,
    { sessionIds, reason, now },
  );
  return rows.map(({ id, userId }) => ({ id, userId }));
}

/** The live sessions in which that administrator acts for others. */
export async function listImpersonationsBy(tx: Db, impersonatorId: string, now: Date): Promise<Session[]> {
  return tx<Session>("sessions").where({ impersonatorId }).whereRaw(isLive, { now });
}

const KEEP_SECONDS = 90 * 86_400;

/** Deletes the sessions that ended or expired more than 90 days ago, so many at a time that nobody waits long for a lock. */
export async function deleteOldSessions(db: Db, now: Date, batch = 5_000): Promise<void> {
  const before = addSeconds(now, -KEEP_SECONDS);
  // What began later cannot have ended earlier: the index on the beginning finds them.
  const old = db("sessions")
    .where("createdAt", "<", before)
    .whereRaw("coalesce(ended_at, idle_expires_at) < ?", [before])
    .orderBy("createdAt")
    .limit(batch)
    .select("id");
  for (let deleted = batch; deleted === batch;) deleted = await db("sessions").whereIn("id", old.clone()).delete();
}

/** The sessions ended since: those whose access tokens may still be unexpired. */
export async function listEndedSince(db: Db, since: Date): Promise<string[]> {
  const rows = await db<Session>("sessions").where("endedAt", ">", since).select("id");
  return rows.map(({ id }) => id);
}

/** The live sessions of a person, newest first, one more than `limit` when there is a further page. */
export async function listLiveSessions(db: Db, userId: string, now: Date, page: { before?: string; limit: number }): Promise<Session[]> {
  const query = db<Session>("sessions").where({ userId }).whereRaw(isLive, { now });
  if (page.before) void query.where("id", "<", page.before);
  return query.orderBy("id", "desc").limit(page.limit + 1);
}

/** Whether the person has ever signed in. Taken for granted of an account so old that its sessions may be deleted by now. */
export async function hasSignedIn(db: Db, { id: userId, createdAt }: Pick<User, "id" | "createdAt">, now: Date): Promise<boolean> {
  if (createdAt < addSeconds(now, -KEEP_SECONDS)) return true;
  return (await db<Session>("sessions").where({ userId }).whereNull("impersonatorId").first("id")) !== undefined;
}

/** Where those sessions came from, except what this one came from, if one goes on. */
export async function listBrowsers(tx: Db, ids: readonly string[], goesOn?: string): Promise<Buffer[]> {
  const query = tx<Session>("sessions").whereIn("id", ids).whereNotNull("browserHash");
  if (goesOn) {
    const kept = tx<Session>("sessions").where({ id: goesOn }).whereNotNull("browserHash").select("browserHash");
    void query.whereNotIn("browserHash", kept);
  }
  const rows = await query.distinct("browserHash");
  return rows.flatMap(({ browserHash }) => browserHash ?? []);
}

/** The session, held until the transaction ends; undefined when it is not live or not theirs. */
export async function lockLiveSession(tx: Db, userId: string, id: string, now: Date): Promise<Session | undefined> {
  return tx<Session>("sessions").where({ id, userId }).whereRaw(isLive, { now }).forUpdate().first();
}

export async function updateSessionName(tx: Db, id: string, name: string | null): Promise<void> {
  await tx<Session>("sessions").where({ id }).update({ name });
}

export async function updateProof(
  tx: Db,
  id: string,
  proof: Pick<Session, "authenticationMethods" | "ways" | "authenticatedAt">,
): Promise<void> {
  await tx<Session>("sessions").where({ id }).update(proof);
}

export async function updateSessionOrganization(tx: Db, id: string, organizationId: string | null): Promise<void> {
  await tx<Session>("sessions").where({ id }).update({ organizationId });
}

/** None of the person's devices acts in that organization any more. Call it with the person held. */
export async function leaveOrganization(tx: Db, userId: string, organizationId: string): Promise<void> {
  await tx<Session>("sessions").where({ userId, organizationId }).update({ organizationId: null });
}

/** Nobody's device acts in that organization any more. Held in one order, so that two at once do not wait for one another. */
export async function leaveClosedOrganization(db: Db, organizationId: string): Promise<void> {
  const there = db("sessions").where({ organizationId }).orderBy("id").forUpdate().select("id");
  await db("sessions").whereIn("id", there).update({ organizationId: null });
}

/** A session may be ended sooner than it would end idle by itself, never later. Answers with the row afterwards. */
export async function narrowIdle(db: Db, id: string, idleExpiresAt: Date): Promise<Session | undefined> {
  const least = db.raw("least(idle_expires_at, ?)", [idleExpiresAt]) as never;
  const rows = await db<Session>("sessions").where({ id }).update({ idleExpiresAt: least }).returning("*");
  return rows[0];
}

/**
 * The same for all sessions that act in an organization, as if they had always been bound by it: those that were not refreshed for so long
 * end. One that was refreshed since `activeSince` may be in use without a refresh, and has its time from now. Sessions
 * that somebody holds just now are in use, and are left to their next refresh: waiting for them could be waiting for each other.
 */
export async function narrowIdleIn(
  tx: Db,
  values: { organizationId: string; idleSeconds: number; activeSince: Date; now: Date },
): Promise<void> {
  await tx.raw(
    `update sessions set idle_expires_at = least(idle_expires_at,
       (case when rotated_at >= :activeSince then :now else rotated_at end) + make_interval(secs => :idleSeconds))
     where id in (
       select id from sessions where organization_id = :organizationId and ${isLive} and idle_expires_at > rotated_at + make_interval(secs => :idleSeconds)
       for update skip locked
     )`,
    values,
  );
}

/** Where the person last acted in that browser. */
export async function findLastOrganization(tx: Db, userId: string, browserHash: Buffer): Promise<string | undefined> {
  const row = await tx<Session>("sessions")
    .where({ userId, browserHash })
    .whereNotNull("organizationId")
    .orderBy("id", "desc")
    .first("organizationId");
  return row?.organizationId ?? undefined;
}

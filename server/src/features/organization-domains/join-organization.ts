import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { mailDomainOf } from "../../platform/mail-domain.ts";
import { asPerson, enterOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { growEpoch, listOrganizationsOf, type Epoch } from "../organization-access/index.ts";
import { insertMembership, lockOrganization, requireRoom } from "../organizations/index.ts";
import { holdPrincipal, type Denylist } from "../sessions/index.ts";
import { getUser, type User } from "../users/index.ts";
import { findOrganizationFor, findProvenDomain } from "./domains.queries.ts";
import { decideJoinRequest, findWaiting, insertJoinRequest, wasRemoved } from "./join-requests.queries.ts";
import type { JoinMode, OrganizationDomain } from "./organization-domain.ts";

export type JoinDeps = { db: Db; clock: Clock; denylist: Denylist };

export type Joinable = { id: string; name: string; mode: JoinMode; requestedAt: Date | null };

/** The organization whose domain the person's confirmed address is at, unless they are a member of it. */
export async function listJoinable({ db }: Pick<JoinDeps, "db">, userId: string): Promise<Joinable[]> {
  const { email, emailVerifiedAt } = await getUser(db, userId);
  if (!emailVerifiedAt) return [];
  const found = await findOrganizationFor(db, mailDomainOf(email));
  if (!found || (await isMember(db, found.organizationId, userId))) return [];
  const { organizationId: id, name, mode } = found;
  const waiting = await asPerson(db, userId, (tx) => findWaiting(tx, id, userId));
  return [{ id, name, mode, requestedAt: waiting?.createdAt ?? null }];
}

async function isMember(db: Db, id: string, userId: string): Promise<boolean> {
  return (await listOrganizationsOf(db, userId)).some(({ organizationId }) => organizationId === id);
}

type Joining = { principal: Principal; organizationId: string; origin: Origin };
type Status = "joined" | "requested";

/**
 * The person joins the organization of their mail domain, once, or asks to, once. It is their act: a domain alone makes nobody a member.
 * Whoever was removed there asks. Throws `not_found` for what is not of their domain, and for all before their address is confirmed,
 * `too_many_organizations`, and `session_ended`.
 */
export async function joinOrganization(
  deps: JoinDeps,
  { principal, organizationId: wanted, origin }: Joining,
): Promise<{ status: Status }> {
  const grown: Epoch[] = [];
  const status = await deps.db.transaction(async (tx): Promise<Status> => {
    const now = deps.clock();
    const { user } = await holdPrincipal(tx, principal, now);
    const name = mailDomainOf(user.email);
    const found = user.emailVerifiedAt ? await findOrganizationFor(tx, name) : undefined;
    if (found?.organizationId !== wanted.toLowerCase()) throw new Problem("not_found");
    const { organizationId } = found;
    await enterOrganization(tx, organizationId);
    const { closedAt } = await lockOrganization(tx, organizationId);
    // As it stands now that it cannot change.
    const domain = await findProvenDomain(tx, organizationId, name);
    if (closedAt || !domain) throw new Problem("not_found");
    if (await isMember(tx, organizationId, user.id)) return "joined";
    await requireRoom(tx, user.id);
    if (domain.mode === "request" || (await wasRemoved(tx, organizationId, user.id))) return ask(tx, { user, organizationId, origin }, now);
    grown.push(await join(tx, { user, domain, origin }, now));
    return "joined";
  });
  await deps.denylist.announce(grown);
  return { status };
}

async function join(
  tx: Db,
  { user, domain, origin }: { user: User; domain: OrganizationDomain; origin: Origin },
  now: Date,
): Promise<Epoch> {
  const { organizationId, newMemberRole } = domain;
  const membership = { organizationId, userId: user.id, builtInRole: newMemberRole, roleId: null, version: 1, createdAt: now };
  await insertMembership(tx, membership);
  // They had asked before everybody was let in.
  const waiting = await findWaiting(tx, organizationId, user.id);
  if (waiting) await decideJoinRequest(tx, waiting, { decision: "accepted", decidedBy: null, decidedAt: now });
  await recordEvent(
    tx,
    {
      action: "member.joined",
      outcome: "success",
      actor: { type: "user", id: user.id, name: user.name },
      target: { type: "domain", id: domain.id },
      organizationId,
      subjectUserId: user.id,
      origin,
      after: { roleId: newMemberRole },
    },
    now,
  );
  return growEpoch(tx, organizationId, now);
}

async function ask(
  tx: Db,
  { user, organizationId, origin }: { user: User; organizationId: string; origin: Origin },
  now: Date,
): Promise<"requested"> {
  const id = newId(now);
  if (!(await insertJoinRequest(tx, { id, organizationId, userId: user.id, createdAt: now }))) return "requested";
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "join_request", id } as const;
  await recordEvent(
    tx,
    { action: "join_request.created", outcome: "success", actor, target, organizationId, subjectUserId: user.id, origin },
    now,
  );
  return "requested";
}

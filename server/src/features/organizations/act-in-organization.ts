import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import type { OrganizationPermission } from "../../http/access/catalogue.ts";
import { requireAccess } from "../../http/access/require-access.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import type { Actor } from "../audit/index.ts";
import { growEpoch, type Epoch } from "../organization-access/index.ts";
import { accessOf, holdPrincipal, type Denylist, type Session } from "../sessions/index.ts";
import { lockUsers, type User } from "../users/index.ts";
import type { Organization } from "./organization.ts";
import { lockOrganization } from "./organizations.queries.ts";

export type ActDeps = { db: Db; clock: Clock; denylist: Denylist };

export type Act = {
  principal: Principal;
  organizationId: string;
  permission: OrganizationPermission;
  origin: Origin;
  /** Others whose membership it begins: held with the person who acts, in the one order in which everybody holds persons. */
  persons?: readonly string[];
};

/** Who acts and where, as both stand now, held until the transaction ends. */
export type Acting = {
  organization: Organization;
  access: OrganizationAccess;
  user: User;
  session: Session;
  actor: Actor & { type: "user" };
  now: Date;
  /** What somebody may do there has changed: what every process remembers counts no more once this is committed. */
  growEpoch(): Promise<void>;
};

/**
 * Runs a change of an organization in a transaction of its own, in which its rows are seen and no others. By then the person may have
 * been demoted, removed, or signed out, so all that let the request in is asked anew, of rows that are held: person, session,
 * organization, in this order. So of many changes in one organization one comes after the other, and each is judged by what the one
 * before left. After the commit every process knows of a grown epoch before this resolves. Throws `session_ended` and what
 * `requireAccess` throws.
 */
export async function actInOrganization<T>(
  { db, clock, denylist }: ActDeps,
  { principal, organizationId, permission, origin, persons = [] }: Act,
  work: (tx: Db, acting: Acting) => Promise<T>,
): Promise<T> {
  const grown: Epoch[] = [];
  const result = await db.transaction(async (tx) => {
    const now = clock();
    await enterOrganization(tx, organizationId);
    if (persons.length > 0) await lockUsers(tx, [principal.userId, ...persons]);
    const { user, session } = await holdPrincipal(tx, principal, now);
    const organization = await lockOrganization(tx, organizationId);
    const access = await accessOf(tx, organizationId, { ...session, userEmail: user.email });
    const who = { ...principal, instanceRole: user.instanceRole, methods: session.authenticationMethods, organization: access };
    requireAccess({ permission, who, organizationId, ip: origin.ip, now });
    if (!access) throw new Problem("not_found");
    const actor = { type: "user", id: user.id, name: user.name } as const;
    const grow = async () => void grown.push(await growEpoch(tx, organizationId, now));
    return work(tx, { organization, access, user, session, actor, now, growEpoch: grow });
  });
  await denylist.announce(grown);
  return result;
}

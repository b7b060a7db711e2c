import { invalidField, Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { listOrganizationsOf } from "../organization-access/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { insertMembership } from "./memberships.queries.ts";
import type { Organization } from "./organization.ts";
import { insertOrganization, insertPolicy } from "./organizations.queries.ts";
import { slugOf } from "./slug.ts";

/** So many organizations a person is a member of at most. */
const MOST_ORGANIZATIONS = 100;
/** So many names in addresses are tried before an arbitrary one is taken. */
const MOST_ATTEMPTS = 5;

type Creating = { principal: Principal; name: string; slug: string | undefined; origin: Origin };

/**
 * A new organization, of which the person is the owner. Without a slug one is made of the name. Throws `too_many_organizations`,
 * `slug_taken`, and `session_ended`.
 */
export async function createOrganization(
  { db, clock }: { db: Db; clock: Clock },
  { principal, name, slug, origin }: Creating,
): Promise<Organization> {
  return db.transaction(async (tx) => {
    const now = clock();
    const { user } = await holdPrincipal(tx, principal, now);
    await requireRoom(tx, user.id);
    const id = newId(now);
    await enterOrganization(tx, id);
    const times = { epochChangedAt: now, createdAt: now, updatedAt: now, closedAt: null, erasesAt: null };
    const organization = await insertUnder(tx, { id, name, epoch: "1", version: 1, ...times }, slug);
    await insertPolicy(tx, id, now);
    await insertMembership(tx, { organizationId: id, userId: user.id, builtInRole: "owner", roleId: null, version: 1, createdAt: now });
    await recordEvent(
      tx,
      {
        action: "organization.created",
        outcome: "success",
        actor: { type: "user", id: user.id, name: user.name },
        target: { type: "organization", id },
        organizationId: id,
        subjectUserId: user.id,
        origin,
        after: { name, slug: organization.slug },
      },
      now,
    );
    return organization;
  });
}

/** The person must be held, so that many at once do not pass. Throws `too_many_organizations`. */
export async function requireRoom(tx: Db, userId: string): Promise<void> {
  if ((await listOrganizationsOf(tx, userId)).length >= MOST_ORGANIZATIONS) throw new Problem("too_many_organizations");
}

async function insertUnder(tx: Db, rest: Omit<Organization, "slug">, wanted: string | undefined): Promise<Organization> {
  if (wanted !== undefined) {
    const organization = { ...rest, slug: wanted };
    if (!(await insertOrganization(tx, organization))) throw new Problem("slug_taken");
    return organization;
  }
  for (let attempt = 0; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const slug = attempt < MOST_ATTEMPTS ? slugOf(rest.name, attempt) : `${slugOf(rest.name).slice(0, 30)}-${rest.id.slice(-12)}`;
    const organization = { ...rest, slug };
    if (await insertOrganization(tx, organization)) return organization;
  }
  throw invalidField("/slug", [{ code: "required", message: "Choose a name for the address." }]);
}

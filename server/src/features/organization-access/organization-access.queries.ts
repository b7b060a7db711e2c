import type { Policy } from "../../http/access/policy.ts";
import type { RoleColumns } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";

export type AccessRow = Omit<Policy, "ipRanges"> &
  RoleColumns & {
    organizationId: string;
    slug: string;
    name: string;
    /** A bigint, which comes as text. */
    epoch: string;
    closedAt: Date | null;
    erasesAt: Date | null;
    ipRanges: string[];
  };

/** What a person is in an organization, before anything is known of it; undefined when they are no member. */
export async function findAccessRow(db: Db, organizationId: string, userId: string): Promise<AccessRow | undefined> {
  const { rows } = await db.raw<{ rows: AccessRow[] }>("select * from organization_access(:organizationId, :userId)", {
    organizationId,
    userId,
  });
  return rows[0];
}

export type OwnOrganization = Pick<
  AccessRow,
  "organizationId" | "slug" | "name" | "closedAt" | "erasesAt" | "builtInRole" | "roleId" | "roleName"
> & {
  joinedAt: Date;
};

/** The organizations of a person by name, the closed ones too. */
export async function listOrganizationsOf(db: Db, userId: string): Promise<OwnOrganization[]> {
  const { rows } = await db.raw<{ rows: OwnOrganization[] }>("select * from organizations_of_user(?)", [userId]);
  return rows;
}

/** The epoch of an organization; 0 when there is none, which is older than any. */
export async function readEpoch(db: Db, organizationId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: Array<{ epoch: string | null }> }>("select * from organization_epoch(?) as found (epoch)", [
    organizationId,
  ]);
  return Number(rows[0]?.epoch ?? 0);
}

export type Epoch = { organizationId: string; epoch: number };

/** The epochs that have grown since. */
export async function listEpochsSince(db: Db, since: Date): Promise<Epoch[]> {
  const { rows } = await db.raw<{ rows: Array<{ organizationId: string; epoch: string }> }>("select * from organization_epochs_since(?)", [
    since,
  ]);
  return rows.map(({ organizationId, epoch }) => ({ organizationId, epoch: Number(epoch) }));
}

/**
 * Lets an organization's epoch grow, within its context, and tells every process that listens at the commit: what was remembered of
 * its members counts no more.
 */
export async function growEpoch(tx: Db, organizationId: string, now: Date): Promise<Epoch> {
  const { rows } = await tx.raw<{ rows: Array<{ epoch: string }> }>(
    `with grown as (
       update organizations set epoch = epoch + 1, epoch_changed_at = :now where id = :organizationId returning id, epoch
     )
     select epoch, pg_notify('organization_epoch', id::text || ' ' || epoch::text) from grown`,
    { organizationId, now },
  );
  if (!rows[0]) throw new Error("the transaction is not of that organization");
  return { organizationId, epoch: Number(rows[0].epoch) };
}

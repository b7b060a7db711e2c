import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization, inOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { listOrganizationsOf } from "../organization-access/index.ts";
import { leaveClosedOrganization } from "../sessions/index.ts";
import {
  deleteOrganization,
  hasMembers,
  listDueOrganizations,
  lockDueOrganization,
  lockOrganizationIfAny,
} from "./organization-closing.queries.ts";

/**
 * Deletes for good whatever organization has waited its time, one transaction each: a process that is killed in between has deleted an
 * organization or left it as it was. Several processes may call it at once. What is in the record stays, and nobody is let into it but
 * each person to what concerns them.
 */
export async function eraseDueOrganizations({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  for (const id of await listDueOrganizations(db, clock())) {
    // Before the organization is held: sessions come before it in the order in which everybody holds rows.
    await leaveClosedOrganization(db, id);
    await inOrganization(db, id, async (tx) => {
      if (await lockDueOrganization(tx, id, clock())) await eraseOrganization(tx, id, clock());
    });
  }
}

/** Within its context, with the organization held. */
async function eraseOrganization(tx: Db, organizationId: string, now: Date): Promise<void> {
  const target = { type: "organization", id: organizationId } as const;
  await recordEvent(tx, { action: "organization.erased", outcome: "success", actor: { type: "system" }, target, organizationId }, now);
  await deleteOrganization(tx, organizationId);
}

/** The organizations of a person, held in the order of their ids, before the person is deleted for good. */
export async function holdOrganizationsOf(tx: Db, userId: string): Promise<string[]> {
  const ids = (await listOrganizationsOf(tx, userId)).map(({ organizationId }) => organizationId).toSorted();
  for (const id of ids) {
    await enterOrganization(tx, id);
    await lockOrganizationIfAny(tx, id);
  }
  return ids;
}

/** Of these organizations, which are held, whichever has no member any more is deleted: nobody could ever enter it again. */
export async function eraseEmptyOrganizations(tx: Db, ids: readonly string[], now: Date): Promise<void> {
  for (const id of ids) {
    await enterOrganization(tx, id);
    if (!(await hasMembers(tx, id))) await eraseOrganization(tx, id, now);
  }
}

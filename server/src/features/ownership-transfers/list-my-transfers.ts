import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { asPerson, enterOrganization } from "../../platform/tenant.ts";
import { getOrganization, type Organization } from "../organizations/index.ts";
import type { StandingTransfer } from "./ownership-transfer.ts";
import { findStandingTransfer, listOffered } from "./ownership-transfers.queries.ts";

type OwnTransfer = StandingTransfer & { organization: Organization };

/** What the person is asked to take over and still can, newest first. Each organization is looked at in its own context. */
export async function listMyTransfers({ db, clock }: { db: Db; clock: Clock }, userId: string): Promise<OwnTransfer[]> {
  return asPerson(db, userId, async (tx) => {
    const mine: OwnTransfer[] = [];
    for (const { id, organizationId } of await listOffered(tx, userId)) {
      await enterOrganization(tx, organizationId);
      const transfer = await findStandingTransfer(tx, organizationId, clock());
      const organization = await getOrganization(tx, organizationId);
      if (transfer?.id === id && !organization.closedAt) mine.push({ ...transfer, organization });
    }
    return mine;
  });
}

import { roleOf, type BuiltInRoleId, type Role } from "../../http/access/roles.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization, enterPerson } from "../../platform/tenant.ts";
import { getMember, giveRole } from "../members/index.ts";
import { giveNotice } from "../notices/index.ts";
import { growEpoch, type Epoch } from "../organization-access/index.ts";
import { lockOrganization, type Organization } from "../organizations/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { lockUsers, type User } from "../users/index.ts";
import { recordTransfer, type TransferDeps } from "./offer-ownership.ts";
import type { StandingTransfer } from "./ownership-transfer.ts";
import { endTransfer, findOffered, findStandingTransfer } from "./ownership-transfers.queries.ts";

export type Answering = { principal: Principal; transferId: string; origin: Origin };

/**
 * Whoever was asked takes the organization over: they own it, and who asked is an admin. Both are judged as they stand by then, one after
 * the other with whatever else changes who is what there. Throws `not_found` for what was offered to somebody else, `transfer_ended`
 * when it was answered, withdrawn or is too old, or who asked owns the organization no more or cannot sign in, and
 * `organization_closed`.
 */
export async function acceptTransfer(deps: TransferDeps, answering: Answering): Promise<void> {
  const grown: Epoch[] = [];
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { transfer, organization, user } = await holdOffered(tx, answering, now);
    const { organizationId, fromUserId, toUserId } = transfer;
    const actor = { type: "user", id: user.id, name: user.name } as const;
    const { origin } = answering;
    await endTransfer(tx, { organizationId, only: transfer.id }, "accepted", now);
    await recordTransfer(tx, { action: "ownership.accepted", transfer, actor, origin }, now);
    const taker = await getMember(tx, organizationId, toUserId);
    if (taker.builtInRole !== "owner") await giveRole(tx, { organizationId, member: taker, role: builtIn("owner"), actor, origin }, now);
    const giver = await getMember(tx, organizationId, fromUserId);
    await giveRole(tx, { organizationId, member: giver, role: builtIn("admin"), actor, origin }, now);
    const told = { organization: organization.name, by: user.name };
    const mail = { kind: "ownership_passed", to: giver.email, values: { ...told, name: giver.name } } as const;
    await giveNotice(deps.outbox, tx, { userId: fromUserId, kind: "ownership_passed", details: told, mail }, now);
    grown.push(await growEpoch(tx, organizationId, now));
  });
  await deps.denylist.announce(grown);
}

/** Throws as `acceptTransfer` does. */
export async function declineTransfer({ db, clock }: Pick<TransferDeps, "db" | "clock">, answering: Answering): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock();
    const { transfer, user } = await holdOffered(tx, answering, now);
    const { id: only, organizationId } = transfer;
    await endTransfer(tx, { organizationId, only }, "declined", now);
    const actor = { type: "user", id: user.id, name: user.name } as const;
    await recordTransfer(tx, { action: "ownership.declined", transfer, actor, origin: answering.origin }, now);
  });
}

const builtIn = (id: BuiltInRoleId): Role => roleOf({ builtInRole: id, roleId: null, roleName: null, rolePermissions: null });

type Offered = { transfer: StandingTransfer; organization: Organization; user: User };

/** Both persons, the session and the organization, held in the order in which everybody holds them. */
async function holdOffered(tx: Db, { principal, transferId }: Answering, now: Date): Promise<Offered> {
  await enterPerson(tx, principal.userId);
  const offered = await findOffered(tx, principal.userId, transferId);
  if (!offered) throw new Problem("not_found");
  const { organizationId, fromUserId } = offered;
  await enterOrganization(tx, organizationId);
  await lockUsers(tx, [principal.userId, fromUserId]);
  const { user } = await holdPrincipal(tx, principal, now);
  const organization = await lockOrganization(tx, organizationId);
  if (organization.closedAt) throw new Problem("organization_closed");
  const transfer = await findStandingTransfer(tx, organizationId, now);
  if (transfer?.id !== offered.id) throw new Problem("transfer_ended");
  return { transfer, organization, user };
}

import type { Origin } from "../../http/principal.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { getMember, type Member } from "../members/index.ts";
import { giveNotice } from "../notices/index.ts";
import { actInOrganization, type Act, type ActDeps, type Acting } from "../organizations/index.ts";
import { TRANSFER_SECONDS, type OwnershipTransfer, type StandingTransfer } from "./ownership-transfer.ts";
import { endTransfer, findStandingTransfer, findTransfer, insertTransfer } from "./ownership-transfers.queries.ts";

export type TransferDeps = ActDeps & { outbox: Outbox; publicUrl: string };
type TransferAct = Omit<Act, "permission" | "persons">;

/**
 * Offers a member to take the organization over, for seven days. They are told, also by mail. Throws `not_found` for who is no member,
 * `grant_exceeds_own` when an owner is not who offers it, `transfer_open`, and what `actInOrganization` throws.
 */
export async function offerOwnership(deps: TransferDeps, act: TransferAct, toUserId: string): Promise<StandingTransfer> {
  const { organizationId, origin } = act;
  return actInOrganization(deps, { ...act, permission: "organization:transfer" }, async (tx, acting) => {
    const { access, user, now } = acting;
    // A role that the organization made may hold every permission, and yet not what is handed over.
    if (access.role.id !== "owner") throw new Problem("grant_exceeds_own", { detail: "Only an owner hands the organization over." });
    const taker = await getMember(tx, organizationId, toUserId);
    requireTaker(taker, user.id);
    if (await findStandingTransfer(tx, organizationId, now)) throw new Problem("transfer_open");
    // What can be accepted no more is in nobody's way.
    await endTransfer(tx, { organizationId }, "cancelled", now);
    const transfer: OwnershipTransfer = {
      id: newId(now),
      organizationId,
      fromUserId: user.id,
      toUserId: taker.userId,
      createdAt: now,
      expiresAt: addSeconds(now, TRANSFER_SECONDS),
      endedAt: null,
      outcome: null,
    };
    await insertTransfer(tx, transfer);
    await recordTransfer(tx, { action: "ownership.offered", transfer, actor: acting.actor, origin }, now);
    await tellTaker(deps, tx, { acting, taker, transfer });
    return { ...transfer, fromName: user.name, fromEmail: user.email, toName: taker.name, toEmail: taker.email };
  });
}

function requireTaker({ userId, builtInRole, isDisabled }: Member, ownId: string): void {
  const refuse = (message: string) => {
    throw invalidField("/toUserId", [{ code: "not_allowed", message }]);
  };
  if (userId === ownId) refuse("Is yourself.");
  if (builtInRole === "owner") refuse("Is an owner already.");
  if (isDisabled) refuse("Cannot sign in.");
}

type Telling = { acting: Acting; taker: Member; transfer: OwnershipTransfer };

async function tellTaker({ outbox, publicUrl }: TransferDeps, tx: Db, { acting, taker, transfer }: Telling): Promise<void> {
  const { organization, actor, now } = acting;
  const told = { organization: organization.name, by: actor.name };
  const values = { ...told, name: taker.name, link: `${publicUrl}/welcome` };
  const mail = { kind: "ownership_offered", to: taker.email, values, expiresAt: transfer.expiresAt } as const;
  await giveNotice(outbox, tx, { userId: taker.userId, kind: "ownership_offered", details: told, mail }, now);
}

/** Throws `not_found`, `transfer_ended`, and what `actInOrganization` throws. */
export async function cancelTransfer(deps: TransferDeps, act: TransferAct, transferId: string): Promise<void> {
  const { organizationId, origin } = act;
  await actInOrganization(deps, { ...act, permission: "organization:transfer" }, async (tx, { actor, now }) => {
    const transfer = await findTransfer(tx, organizationId, transferId);
    if (!transfer) throw new Problem("not_found");
    if (transfer.endedAt) throw new Problem("transfer_ended");
    await endTransfer(tx, { organizationId, only: transfer.id }, "cancelled", now);
    await recordTransfer(tx, { action: "ownership.cancelled", transfer, actor, origin }, now);
  });
}

type Recording = {
  action: "ownership.offered" | "ownership.accepted" | "ownership.declined" | "ownership.cancelled";
  transfer: OwnershipTransfer;
  actor: Acting["actor"];
  origin: Origin;
};

/** It concerns who was asked, who sees it in their own activity. */
export async function recordTransfer(tx: Db, { action, transfer, actor, origin }: Recording, now: Date): Promise<void> {
  const { organizationId, toUserId } = transfer;
  const target = { type: "user", id: toUserId } as const;
  await recordEvent(tx, { action, outcome: "success", actor, target, organizationId, subjectUserId: toUserId, origin }, now);
}

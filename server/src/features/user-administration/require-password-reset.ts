import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { voidChallengesOfUser } from "../challenges/index.ts";
import { forgetBrowsers } from "../known-browsers/index.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import { deletePassword } from "../passwords/index.ts";
import { endingSessions, holdAdministratorAndPerson, type Denylist } from "../sessions/index.ts";
import { endUnblockLinks } from "../sign-in-guard/index.ts";
import type { ByAdministrator } from "./whom.ts";

export type RequirePasswordResetDeps = { db: Db; clock: Clock; denylist: Denylist; outbox: Outbox; publicUrl: string };

/**
 * Takes a person's password away, with every session and what was under way by mail, and has them set a new one through their
 * mailbox: nobody chooses another's. Throws `not_found`, and `mail_not_configured` where nobody could be mailed how, and
 * what `holdAdministrator` throws.
 */
export async function requirePasswordReset(deps: RequirePasswordResetDeps, { userId, principal, origin }: ByAdministrator): Promise<void> {
  if (deps.outbox.mode === "off") throw new Problem("mail_not_configured", { detail: NO_MAIL });
  await endingSessions(deps, async (tx, end, now) => {
    const permission = "users:update";
    const { person, administrator, actor } = await holdAdministratorAndPerson(tx, { principal, permission, userId }, now);
    await deletePassword(tx, userId);
    await voidChallengesOfUser(tx, userId, now);
    await endUnblockLinks(tx, userId, now);
    await forgetBrowsers(tx, userId);
    const target = { type: "user", id: userId } as const;
    await recordEvent(
      tx,
      { action: "user.password_reset_required", outcome: "success", actor, target, subjectUserId: userId, origin },
      now,
    );
    await end({ userId, reason: "password_reset_required", actor, origin });
    const mail = { kind: "password_reset_required", to: person.email, values: { recoveryLink: `${deps.publicUrl}/forgot` } } as const;
    const details = { by: administrator.name };
    await giveNotice(deps.outbox, tx, { userId, kind: "password_reset_required", details, mail }, now);
  });
}

const NO_MAIL = "This Gatehouse sends no mail, so the person could not be told how to set a new password. Nothing was changed.";

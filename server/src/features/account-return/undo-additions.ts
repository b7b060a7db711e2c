import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { findAdditionLink, endAdditionLinks } from "../addition-links/index.ts";
import { recordEvent } from "../audit/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { giveAccountBack, holdForReturn, type ReturnDeps } from "./give-account-back.ts";

export type UndoAdditionsDeps = ReturnDeps & { db: Db; clock: Clock; denylist: Denylist };

/**
 * Takes back what was added to sign in with, for who holds the link of the mail about it, and gives the account back. It takes away
 * whatever any good link of the person takes away, since the earliest of them: who adds two things in a hurry does not keep the first.
 * An administrator keeps the role, and acts once they have a second factor again. Throws `undo_link_invalid`, also for who was shut
 * out by an administrator, whose link stays good.
 */
export async function undoAdditions(
  deps: UndoAdditionsDeps,
  { token, origin }: { token: string; origin: Origin },
): Promise<{ email: string }> {
  return endingSessions(deps, async (tx, end, now) => {
    const link = await findAdditionLink(tx, linkTokenHash(token));
    if (!link) throw new Problem("undo_link_invalid");
    const user = await holdForReturn(tx, link.userId, now);
    const links = await endAdditionLinks(tx, user.id, now);
    if (!links.some(({ tokenHash }) => tokenHash.equals(link.tokenHash))) throw new Problem("undo_link_invalid");
    const since = new Date(Math.min(...links.map(({ createdAt }) => createdAt.getTime())));
    const before = await giveAccountBack(deps, tx, end, { user, since, reason: "additions_undone", origin }, now);

    const { id: userId, name, email } = user;
    const actor = { type: "user", id: userId, name } as const;
    const target = { type: "user", id: userId } as const;
    await recordEvent(
      tx,
      { action: "user.additions_undone", outcome: "success", actor, target, subjectUserId: userId, origin, before },
      now,
    );
    const mail = { kind: "additions_undone", to: email, values: { name, recoveryLink: `${deps.publicUrl}/forgot` } } as const;
    const details = { device: deviceOf(origin), ip: origin.ip };
    await giveNotice(deps.outbox, tx, { userId, kind: "additions_undone", details, mail }, now);
    return { email };
  });
}

import type { InstanceRole, Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { requireFreshProof } from "../../http/step-up.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent, type Actor } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import { endingSessions, holdAdministratorAndPerson, type Denylist } from "../sessions/index.ts";
import { requireAnotherAdministrator, updateUser, type User } from "../users/index.ts";
import type { ByAdministrator } from "./whom.ts";

export type EditUserDeps = { db: Db; clock: Clock; denylist: Denylist; outbox: Outbox };
type UserEdit = { name?: string | undefined; instanceRole?: InstanceRole | null | undefined };
export type Editing = ByAdministrator & { edit: UserEdit; versions: number[] | undefined };

type Change = { tx: Db; before: User; after: User; actor: Actor; origin: Origin };

/**
 * Changes the name of a person, and whether they are an administrator. Another role signs them out everywhere, so that nothing
 * goes on with the old one, and they are told. What is so already is no change and leaves no trace. Throws `not_found`,
 * `precondition_failed` when they are at none of `versions` any more, `step_up_required` for another role, `last_administrator`,
 * and what `holdAdministrator` throws.
 */
export async function editUser(deps: EditUserDeps, { userId, edit, versions, principal, origin }: Editing): Promise<User> {
  return endingSessions(deps, async (tx, end, now) => {
    const permission = "users:update";
    const { person: before, administrator, session, actor } = await holdAdministratorAndPerson(tx, { principal, permission, userId }, now);
    if (versions && !versions.includes(before.version)) throw new Problem("precondition_failed");
    const { name = before.name, instanceRole = before.instanceRole } = edit;
    const isRenamed = name !== before.name;
    const hasOtherRole = instanceRole !== before.instanceRole;
    if (!isRenamed && !hasOtherRole) return before;
    if (hasOtherRole) {
      requireFreshProof({ ...session, methods: session.authenticationMethods }, now);
      if (instanceRole === null) await requireAnotherAdministrator(tx, before, deps.outbox);
    }
    const after = await updateUser(tx, userId, { name, instanceRole }, now);
    const change = { tx, before, after, actor, origin };
    if (isRenamed) await recordChange(change, "name", now);
    if (hasOtherRole) {
      await recordChange(change, "instanceRole", now);
      await end({ userId, reason: "role_changed", actor, origin });
      await giveNotice(
        deps.outbox,
        tx,
        { userId, kind: "role_changed", details: detailsOf(after, administrator.name), mail: mailOf(after) },
        now,
      );
    }
    return after;
  });
}

const ACTIONS = { name: "user.updated", instanceRole: "user.role_changed" } as const;

async function recordChange({ tx, before, after, actor, origin }: Change, field: keyof typeof ACTIONS, now: Date): Promise<void> {
  await recordEvent(
    tx,
    {
      action: ACTIONS[field],
      outcome: "success",
      actor,
      target: { type: "user", id: after.id },
      subjectUserId: after.id,
      origin,
      before: { [field]: before[field] },
      after: { [field]: after[field] },
    },
    now,
  );
}

const detailsOf = ({ instanceRole }: User, by: string) => ({ by, role: instanceRole ?? "none" });

function mailOf({ email, instanceRole }: User) {
  return { kind: "role_changed", to: email, values: { role: instanceRole ?? "none" } } as const;
}

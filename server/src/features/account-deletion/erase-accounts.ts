import { randomUUID } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization, enterPerson } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { eraseEmptyOrganizations, holdOrganizationsOf } from "../organization-closing/index.ts";
import { erasePerson, whatIsKnownOf } from "../personal-data/index.ts";
import type { User } from "../users/index.ts";
import { lockDueUser } from "./deletion-undo-links.queries.ts";

/**
 * Deletes for good whatever account has waited its time, one transaction each: a process that is killed in between has deleted
 * an account or left it as it was. Several processes may call it at once.
 */
export async function eraseDueAccounts({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const eraseNext = () =>
    db.transaction(async (tx) => {
      const user = await lockDueUser(tx, clock());
      if (user) await eraseAccount(tx, user, clock());
      return user !== undefined;
    });
  while (await eraseNext());
}

/**
 * The person is gone from every table of `PERSONAL_DATA`. Audit events stay with a pseudonym, which is the same in all of them and
 * kept together with the person nowhere. An organization of which they were the only member goes with them.
 */
async function eraseAccount(tx: Db, { id: userId }: User, now: Date): Promise<void> {
  const organizations = await holdOrganizationsOf(tx, userId);
  const event = { outcome: "success", actor: { type: "system" }, target: { type: "user", id: userId }, subjectUserId: userId } as const;
  for (const organizationId of organizations) {
    await enterOrganization(tx, organizationId);
    await recordEvent(tx, { ...event, action: "member.left", organizationId }, now);
  }
  await recordEvent(tx, { ...event, action: "user.deleted" }, now);
  // What they did and were in organizations is theirs to be forgotten, too.
  await enterPerson(tx, userId);
  await erasePerson(tx, { userId, ...(await whatIsKnownOf(tx, userId)), pseudonym: randomUUID() });
  await eraseEmptyOrganizations(tx, organizations, now);
}

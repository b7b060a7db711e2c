import type { Limiter } from "../../http/limits.ts";
import type { Origin } from "../../http/principal.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { getUser } from "../users/index.ts";
import { writeExport, type WriteExportDeps } from "./write-export.ts";

export type ExportDeps = WriteExportDeps & { outbox: Outbox; limiter: Limiter };

/**
 * Everything that is kept about the person, signed. That it was asked for is recorded and told before the first of it leaves, so that a
 * download that breaks off is not missing from the record. Throws `not_found`, and `too_many_requests`.
 */
export async function exportMyData(
  deps: ExportDeps,
  { userId, origin }: { userId: string; origin: Origin },
): Promise<AsyncIterable<string>> {
  const { db, clock, limiter, outbox, publicUrl } = deps;
  await limiter.consume("exports", userId);
  const at = clock();
  const emails = await db.transaction(async (tx) => {
    const { name, email, emailVerifiedAt } = await getUser(tx, userId);
    const actor = { type: "user", id: userId, name } as const;
    const target = { type: "user", id: userId } as const;
    await recordEvent(tx, { action: "user.exported", outcome: "success", actor, target, subjectUserId: userId, origin }, at);
    const device = deviceOf(origin);
    const values = { name, device, ip: origin.ip, sessionsLink: `${publicUrl}/me/sessions` };
    const mail = { kind: "data_exported", to: email, values } as const;
    await giveNotice(outbox, tx, { userId, kind: "data_exported", details: { device, ip: origin.ip }, mail }, at);
    // What is kept by address belongs to who has proven it: another may only have claimed it.
    return emailVerifiedAt ? [email] : [];
  });
  return writeExport(deps, { id: newId(at), userId, emails, at });
}

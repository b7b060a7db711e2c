import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { deleteOldMails, giveUpOldMails } from "./mails.queries.ts";

const DAY = 86_400;
/** Longer than the tries of a mail take. */
const GIVE_UP_AFTER_DAYS = 3;
const KEEP_DAYS = 30;

/** Deletes old mails, and settles what nobody works on any more. */
export async function maintainMails(db: Db, now: Date): Promise<void> {
  await giveUpOldMails(db, addSeconds(now, -GIVE_UP_AFTER_DAYS * DAY), now);
  await deleteOldMails(db, addSeconds(now, -KEEP_DAYS * DAY));
}

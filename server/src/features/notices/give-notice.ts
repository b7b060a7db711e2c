import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { Mail, Outbox } from "../mail/index.ts";
import type { Notice } from "./notice.ts";
import { insertNotice } from "./notices.queries.ts";

/**
 * Tells a person, in the transaction of what happened: a notice in the console, and a mail if there is one. Where an outsider
 * must not learn whether there is a person, it is called without one, does the same work and tells nobody.
 */
export async function giveNotice(
  outbox: Outbox,
  tx: Db,
  { userId, kind, details, mail }: Pick<Notice, "kind" | "details"> & { userId: string | null; mail?: Mail },
  at: Date,
): Promise<void> {
  await insertNotice(tx, { id: newId(at), userId, kind, details, createdAt: at });
  if (mail) await outbox.put(tx, mail, at);
}

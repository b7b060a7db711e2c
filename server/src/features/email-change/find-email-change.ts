import type { Db } from "../../platform/db.ts";
import { isEnded } from "../sessions/index.ts";
import type { EmailChange } from "./email-change.ts";
import { findOpenEmailChange } from "./email-changes.queries.ts";

/** The change that waits for its proofs, whose session goes on. */
export async function findEmailChange(db: Db, userId: string, now: Date): Promise<EmailChange | undefined> {
  const change = await findOpenEmailChange(db, userId, now);
  return change && (await isEnded(db, change.sessionId, now)) ? undefined : change;
}

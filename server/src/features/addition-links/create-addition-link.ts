import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash, newLinkToken } from "../../platform/link-token.ts";
import type { AdditionLinks, Outbox } from "../mail/index.ts";
import type { User } from "../users/index.ts";
import { insertAdditionLink } from "./addition-links.queries.ts";

/** As long as a change of address can be undone. */
const UNDO_SECONDS = 72 * 3_600;

/**
 * The link with which the mailbox of a person takes back what has just been added to their account, in the transaction that adds it.
 * Where it would be nobody's, because no mail is sent, or the mailbox was never proven and may be a stranger's, the one to the security page.
 */
export async function createAdditionLink(
  { outbox, publicUrl }: { outbox: Pick<Outbox, "mode">; publicUrl: string },
  tx: Db,
  { id: userId, emailVerifiedAt }: User,
  now: Date,
): Promise<{ links: AdditionLinks; expiresAt?: Date }> {
  if (outbox.mode === "off" || !emailVerifiedAt) return { links: { securityLink: `${publicUrl}/me/security` } };
  const token = newLinkToken();
  const expiresAt = addSeconds(now, UNDO_SECONDS);
  await insertAdditionLink(tx, { tokenHash: linkTokenHash(token), userId, createdAt: now, expiresAt });
  return { links: { undoLink: `${publicUrl}/undo-additions#token=${token}` }, expiresAt };
}

import type { Db } from "../../platform/db.ts";
import { createChallenge, type Asked, type ChallengeDeps } from "../challenges/index.ts";
import type { Mail, Outbox } from "../mail/index.ts";
import { findUserForSignIn, type User } from "../users/index.ts";

type AskDeps = Pick<ChallengeDeps, "encryptionKeys" | "publicUrl"> & { outbox: Outbox };

/**
 * Mails a code to the old address, if it was ever proven, and one to the new. When another account has the new address,
 * nothing can be proven at it: its owner is told, and who asks sees no difference.
 */
export async function askBothMailboxes(
  deps: AskDeps,
  tx: Db,
  { user, newEmail, browser }: { user: User; newEmail: string; browser: string },
  now: Date,
): Promise<{ oldAsked: Asked | null; newAsked: Asked }> {
  const oldAsked = user.emailVerifiedAt ? await askOld(deps, tx, { user, newEmail, browser }, now) : null;
  const owner = await findUserForSignIn(tx, newEmail);
  const asked = { purpose: "email_change_new", email: newEmail, userId: user.id, browser, isDecoy: owner !== undefined } as const;
  const newAsked = await createChallenge(deps, tx, asked, now);
  const { code, link, expiresAt } = newAsked;
  const mail: Mail = owner
    ? { kind: "email_wanted", to: newEmail, values: {} }
    : { kind: "email_change_new", to: newEmail, values: { code, link }, expiresAt };
  await deps.outbox.put(tx, mail, now);
  return { oldAsked, newAsked };
}

async function askOld(
  deps: AskDeps,
  tx: Db,
  { user: { id, email, name }, newEmail, browser }: { user: User; newEmail: string; browser: string },
  now: Date,
): Promise<Asked> {
  const asked = await createChallenge(deps, tx, { purpose: "email_change_old", email, userId: id, browser, isDecoy: false }, now);
  const { code, link, expiresAt } = asked;
  await deps.outbox.put(tx, { kind: "email_change_old", to: email, values: { name, newEmail, code, link }, expiresAt }, now);
  return asked;
}

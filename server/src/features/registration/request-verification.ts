import { mailboxKey } from "../../http/limits.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { createChallenge, type Asked } from "../challenges/index.ts";
import { lockPassword, type PasswordCredential } from "../passwords/index.ts";
import { checkSignIn, type CheckSignInDeps, type Credentials } from "../sign-in/index.ts";
import { getUser, type User } from "../users/index.ts";
import { confirmationMail, type AskDeps, type Asker } from "./ask-to-confirm.ts";

export type VerificationDeps = AskDeps & CheckSignInDeps;

/**
 * Mails a code to the address of an account, for who knows its password and cannot sign in before it is confirmed. The code is
 * good in `asking`, the browser that sent or will get that name. Throws what
 * `checkSignIn` throws, `already_verified`, `mail_not_configured`, and `too_many_requests` by the mailbox.
 */
export async function requestVerificationByPassword(deps: VerificationDeps, credentials: Credentials, asking: string): Promise<Asked> {
  if (deps.outbox.mode === "off") throw new Problem("mail_not_configured");
  const { user, credential } = await checkSignIn(deps, credentials);
  return askOwner(deps, user, { browser: asking, origin: credentials.origin }, credential);
}

/** The same for who is signed in. Throws `already_verified`, `mail_not_configured`, and `too_many_requests` by the mailbox. */
export async function requestVerificationOf(
  deps: VerificationDeps,
  { userId, browser, origin }: Asker & { userId: string },
): Promise<Asked> {
  if (deps.outbox.mode === "off") throw new Problem("mail_not_configured");
  return askOwner(deps, await getUser(deps.db, userId), { browser, origin });
}

async function askOwner(
  deps: VerificationDeps,
  { id, email, emailVerifiedAt }: User,
  asker: Asker,
  proven?: PasswordCredential,
): Promise<Asked> {
  if (emailVerifiedAt) throw new Problem("already_verified");
  await deps.limiter.consume("recipient", mailboxKey(email, "owner"));
  return deps.db.transaction(async (tx) => {
    if (proven && !(await lockPassword(tx, proven))) throw new Problem("invalid_credentials");
    return askToVerify(deps, tx, await getUser(tx, id), asker, deps.clock());
  });
}

/** Asks the mailbox of an account in the caller's transaction. Throws `already_verified`. */
export async function askToVerify(deps: AskDeps, tx: Db, user: User, { browser, origin }: Asker, now: Date): Promise<Asked> {
  const { id, email, name } = user;
  if (user.emailVerifiedAt) throw new Problem("already_verified");
  const asked = await createChallenge(deps, tx, { purpose: "verify_email", email, userId: id, browser, isDecoy: false }, now);
  await deps.outbox.put(tx, confirmationMail(email, asked), now);
  const actor = { type: "user", id, name } as const;
  await recordEvent(
    tx,
    { action: "user.verification_requested", outcome: "success", actor, target: { type: "user", id }, subjectUserId: id, origin },
    now,
  );
  return asked;
}

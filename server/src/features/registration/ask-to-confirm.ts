import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { createChallenge, type Asked, type ChallengeDeps } from "../challenges/index.ts";
import { shutAccountMail, type Mail, type Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { findUserForSignIn, isClaimable, type User } from "../users/index.ts";
import type { WaitingRegistration } from "./registration.ts";

export type AskDeps = Pick<ChallengeDeps, "encryptionKeys" | "publicUrl"> & { outbox: Outbox };
export type Asker = { browser: string; origin: Origin };

/**
 * Mails what the mailbox of a registration is to know, and answers with what the asking browser is told. An address that is
 * free, one that was never confirmed, one with an account and one with a disabled account take the same statements: who
 * does not read the mailbox learns nothing.
 */
export async function askToConfirm(
  deps: AskDeps,
  tx: Db,
  { email, ...payload }: WaitingRegistration,
  { browser, origin }: Asker,
  now: Date,
): Promise<Asked> {
  const owner = await findUserForSignIn(tx, email);
  const isFree = !owner || isClaimable(owner);
  // An account that was never confirmed may be a stranger's, who is not to learn who else registers.
  const concerned = isFree ? undefined : owner;
  const asked = await createChallenge(deps, tx, { purpose: "register", email, userId: null, browser, isDecoy: !isFree, payload }, now);
  await deps.outbox.put(tx, isFree ? confirmationMail(email, asked) : ownersMail(deps, owner, email), now);
  const details = { device: deviceOf(origin), ip: origin.ip };
  await giveNotice(deps.outbox, tx, { userId: concerned?.id ?? null, kind: "registration_attempted", details }, now);
  await recordEvent(
    tx,
    {
      action: isFree ? "user.registration_requested" : "user.registration_refused",
      outcome: isFree ? "success" : "denied",
      actor: { type: "anonymous" },
      origin,
      ...(concerned && { target: { type: "user", id: concerned.id }, subjectUserId: concerned.id }),
      after: { email },
    },
    now,
  );
  return asked;
}

export function confirmationMail(to: string, { code, link, expiresAt }: Asked): Mail {
  return { kind: "confirm_address", to, values: { code, link }, expiresAt };
}

/** What the owner of an account is told whose address somebody has tried to register. */
export function ownersMail({ publicUrl }: { publicUrl: string }, owner: User | undefined, to: string): Mail {
  if (owner?.disabledAt) return shutAccountMail({ publicUrl }, owner, to);
  return { kind: "account_exists", to, values: { signInLink: `${publicUrl}/sign-in`, recoveryLink: `${publicUrl}/forgot` } };
}

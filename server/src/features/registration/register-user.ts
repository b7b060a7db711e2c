import type { Origin } from "../../http/principal.ts";
import { mailboxKey, type Limiter } from "../../http/limits.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { insertPassword, requireGoodPassword, type PasswordHasher } from "../passwords/index.ts";
import { findUserByEmail, insertUser } from "../users/index.ts";
import { admitRegistration, type AdmitRegistrationDeps } from "./admit-registration.ts";
import { askToConfirm, ownersMail, type AskDeps } from "./ask-to-confirm.ts";
import { openInvited, type OpenInvitedDeps } from "./open-invited.ts";
import type { Registration } from "./registration.ts";

export type RegisterDeps = AskDeps &
  AdmitRegistrationDeps &
  OpenInvitedDeps & { db: Db; clock: Clock; limiter: Limiter; hasher: PasswordHasher; passwordMinLength: number };

export type RegistrationForm = {
  email: string;
  name: string;
  password: string;
  invitationToken?: string | undefined;
  proofOfWork?: string | undefined;
  browser: string;
  origin: Origin;
};

/** What the browser that registered goes on with: null when there is nothing to prove, and the account can be signed in to. */
export type Accepted = { challenge: { id: string; expiresAt: Date } | null };

/**
 * Takes a registration. Where mail is sent, the mailbox must be proven first, and no account is made before; elsewhere the
 * account is there at once, not confirmed. Either way an address that has an account gets the same answer, and only its
 * owner is told. With an invitation the account is there at once, confirmed. Throws what `admitRegistration` and `openInvited` throw, 422
 * with every reason why the password is not accepted, and `too_many_requests` by the mailbox.
 */
export async function registerUser(deps: RegisterDeps, form: RegistrationForm): Promise<Accepted> {
  const { db, clock, limiter, hasher, outbox, passwordMinLength } = deps;
  const { email, name, password, invitationToken: token, browser, origin } = form;
  const invitedBy = await admitRegistration(deps, form);
  requireGoodPassword("/password", password, passwordMinLength, { email, name });
  if (token === undefined) await limiter.consume("recipient", mailboxKey(email));
  // An invitation was looked up by now.
  const hash = await hasher.hash(password, token === undefined ? "stranger" : "known");
  const registration = { email, name, hash, minLengthMet: passwordMinLength };
  if (token !== undefined && invitedBy) {
    await openInvited(deps, registration, { token, invitedBy, origin });
    return { challenge: null };
  }
  return db.transaction(async (tx) => {
    const now = clock();
    if (outbox.mode === "smtp")
      return { challenge: await askToConfirm(deps, tx, { ...registration, askedAt: now }, { browser, origin }, now) };
    await openUnconfirmed(deps, tx, registration, origin, now);
    return { challenge: null };
  });
}

/** Without a way to prove a mailbox, the first to register an address has the account. */
async function openUnconfirmed(
  deps: AskDeps,
  tx: Db,
  { email, name, hash, minLengthMet }: Registration,
  origin: Origin,
  now: Date,
): Promise<void> {
  const user = await insertUser(tx, { id: newId(now), email, emailVerifiedAt: null, name, instanceRole: null, createdAt: now });
  if (user) {
    await insertPassword(tx, { userId: user.id, hash, minLengthMet, changedAt: now });
    const actor = { type: "user", id: user.id, name } as const;
    const target = { type: "user", id: user.id } as const;
    const after = { email, name };
    await recordEvent(tx, { action: "user.registered", outcome: "success", actor, target, subjectUserId: user.id, origin, after }, now);
    return;
  }
  const owner = await findUserByEmail(tx, email);
  const mail = ownersMail(deps, owner, email);
  const details = { device: deviceOf(origin), ip: origin.ip };
  await giveNotice(deps.outbox, tx, { userId: owner?.id ?? null, kind: "registration_attempted", details, mail }, now);
  await recordEvent(
    tx,
    {
      action: "user.registration_refused",
      outcome: "denied",
      actor: { type: "anonymous" },
      origin,
      ...(owner && { subjectUserId: owner.id }),
    },
    now,
  );
}

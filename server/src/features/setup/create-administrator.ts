import { invalidField, Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { checkPassword, insertPassword, lockPassword, requireGoodPassword, type PasswordHasher } from "../passwords/index.ts";
import { findUserByEmail, insertUser, updateUser, type User } from "../users/index.ts";
import { setupTokenHash } from "./create-setup-link.ts";
import { consumeSetupLink, hasAdministrator, isGoodSetupLink, lockSetup } from "./setup.queries.ts";

export type CreateAdministratorDeps = {
  db: Db;
  clock: Clock;
  hasher: PasswordHasher;
  passwordMinLength: number;
  outbox: Pick<Outbox, "mode">;
};

/**
 * Makes the holder of a setup link the first administrator: a new account, or the one that has the address already, for who
 * knows its password. The link is used up by that and by nothing less: a value that is not accepted leaves it good. It proves no
 * address: a mistyped one would give the account to whoever reads that mailbox. Throws `setup_link_invalid`, or 422.
 */
export async function createAdministrator(
  { db, clock, hasher, passwordMinLength, outbox }: CreateAdministratorDeps,
  { token, email, name, password, origin }: { token: string; email: string; name: string; password: string; origin: Origin },
): Promise<User> {
  const tokenHash = setupTokenHash(token);
  // First of all, so that without a link nobody learns which addresses have accounts.
  if (!(await isGoodSetupLink(db, tokenHash, clock()))) throw new Problem("setup_link_invalid");
  const existing = await findUserByEmail(db, email);
  const proven = existing && (await checkPassword({ db, hasher }, { userId: existing.id, password, lane: "known" }));
  if (!existing) requireGoodPassword("/password", password, passwordMinLength, { email, name });
  const hash = existing ? "" : await hasher.hash(password, "known");

  return db.transaction(async (tx) => {
    await lockSetup(tx);
    const now = clock();
    if (!(await consumeSetupLink(tx, tokenHash, now)) || (await hasAdministrator(tx, outbox.mode))) throw new Problem("setup_link_invalid");
    const user =
      existing === undefined
        ? await insertUser(tx, { id: newId(now), email, name, emailVerifiedAt: null, instanceRole: "administrator", createdAt: now })
        : proven && (await lockPassword(tx, proven)) && (await updateUser(tx, existing.id, { instanceRole: "administrator" }, now));
    if (!user) throw invalidField("/email", [TAKEN]);
    if (!existing) await insertPassword(tx, { userId: user.id, hash, minLengthMet: passwordMinLength, changedAt: now });
    const actor = { type: "user", id: user.id, name: user.name } as const;
    const target = { type: "user", id: user.id } as const;
    const after = { email, name: user.name };
    await recordEvent(
      tx,
      { action: "instance.administrator_created", outcome: "success", actor, target, subjectUserId: user.id, origin, after },
      now,
    );
    return user;
  });
}

const TAKEN = { code: "taken", message: "Has an account already, with another password. Type that one, or use another address." };

import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { addConnection, findConnection, lockIdentity, type Connection } from "../connections/index.ts";
import { isBeyondClaim } from "../credentials/index.ts";
import { consumeInvitationOfAddress, recordAcceptance } from "../invitations/index.ts";
import { openAccount, type OpenDeps } from "../registration/index.ts";
import { requireAllowedAddress, requireOpenRegistration, type RegistrationPolicy } from "../registration-policy/index.ts";
import { endingSessions, type Denylist, type EndSessions } from "../sessions/index.ts";
import { findUserByEmail, getUser, isClaimable, type User } from "../users/index.ts";
import type { ProvenIdentity } from "./provider.ts";

export type SettleDeps = OpenDeps & { db: Db; clock: Clock; denylist: Denylist; config: { registration: RegistrationPolicy } };

/** The account of an identity; or who has its address and must prove their account first, if they can. */
export type Settled = { user: User; connection: Connection } | { ownerOfAddress: User };

type Arrival = { provider: string; identity: ProvenIdentity; origin: Origin };

/**
 * Whose account an identity is for. A known one has its account. An unknown one gets one by the verified address alone: a new one
 * if the registration policy admits it; that of a squatter, who loses it, whatever the policy, for that is no registration; or none yet,
 * where the address is a confirmed or a disabled account's, or of one that is beyond a claim. Throws `provider_address_unverified`,
 * `registration_closed`, `address_not_accepted`, and `last_administrator`.
 */
export async function settleAccount(deps: SettleDeps, arrival: Arrival): Promise<Settled> {
  try {
    return await settle(deps, arrival);
  } catch (error) {
    // Somebody confirmed the address at this very moment: it is another case now.
    if (error instanceof Problem && error.code === "email_taken") return settle(deps, arrival);
    throw error;
  }
}

async function settle(deps: SettleDeps, arrival: Arrival): Promise<Settled> {
  const { identity } = arrival;
  return endingSessions(deps, async (tx, end, now) => {
    await lockIdentity(tx, identity);
    const connection = await findConnection(tx, identity);
    if (connection) return { user: await getUser(tx, connection.userId), connection };
    // Not even looked for: who typed the address there learns nothing of it here.
    if (identity.email === null || !identity.emailVerified) throw new Problem("provider_address_unverified");
    const owner = await findUserByEmail(tx, identity.email);
    if (owner && (!isClaimable(owner) || (await isBeyondClaim(tx, owner, deps.outbox)))) return { ownerOfAddress: owner };
    return open(deps, { tx, end, now }, { ...arrival, email: identity.email, onlyClaims: owner !== undefined });
  });
}

/** Opens the account of the address, or claims it from who never confirmed it: `registration` does both. */
async function open(
  deps: SettleDeps,
  { tx, end, now }: { tx: Db; end: EndSessions; now: Date },
  { provider, identity, origin, email, onlyClaims }: Arrival & { email: string; onlyClaims: boolean },
): Promise<Settled> {
  const invited = await consumeInvitationOfAddress(tx, email, now);
  if (!onlyClaims) await admit(deps.config.registration, email, invited !== undefined);
  const name = identity.name ?? email.slice(0, email.lastIndexOf("@"));
  const user = await openAccount(deps, tx, end, { email, name, origin, onlyClaims }, now);
  if (invited) await recordAcceptance(tx, { invitationId: invited.id, user, origin }, now);
  return { user, connection: await addConnection(tx, { user, connection: { provider, ...keptOf(identity) }, origin }, now) };
}

/** An invitation of the address stands above the rest of the policy, as with a password; the provider has proven the address, as its link would. */
async function admit(policy: RegistrationPolicy, email: string, isInvited: boolean): Promise<void> {
  requireOpenRegistration(policy, isInvited);
  if (isInvited) return;
  await requireAllowedAddress(policy, email, "/email").catch((error: unknown) => {
    throw error instanceof Problem ? new Problem("address_not_accepted", { cause: error }) : error;
  });
}

/** What is kept of an identity. */
export function keptOf({ issuer, subject, email, emailVerified, name }: ProvenIdentity): Omit<ProvenIdentity, "authenticatedAt"> {
  return { issuer, subject, email, emailVerified, name };
}

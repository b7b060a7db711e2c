import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { lockConnection, updateConnectionUse } from "../connections/index.ts";
import { isKnownCaller } from "../known-browsers/index.ts";
import { finishSignIn, refuseSignIn, shutOutBy, type FinishSignInDeps, type SignInOutcome } from "../sign-in/index.ts";
import { offerConnection } from "./connection-offer.ts";
import type { Provider, ProvenIdentity } from "./provider.ts";
import { keptOf, settleAccount, type SettleDeps } from "./settle-account.ts";

export type SignInWithIdentityDeps = SettleDeps & FinishSignInDeps & { encryptionKeys: KeyRing };

export type Arrived = { provider: Provider; identity: ProvenIdentity; browser: string; keepsAccount: boolean; origin: Origin };

/** In, or waiting for the second factor; or before the door of the account whose address it is. */
export type ArrivalOutcome = SignInOutcome | { kind: "offer"; token: string };

/**
 * Lets in who has come back from a provider, as every way in ends; or offers to connect the identity to the account of its
 * address. Throws what `settleAccount` throws, `account_disabled`, `account_closed`, and `email_not_verified` where mail can prove the address of the
 * account and has not yet.
 */
export async function signInWithIdentity(deps: SignInWithIdentityDeps, arrived: Arrived): Promise<ArrivalOutcome> {
  const { provider, identity, browser, origin, keepsAccount } = arrived;
  const way = provider.id;
  const settled = await settleAccount(deps, { provider: provider.id, identity, origin });
  const isOwner = "ownerOfAddress" in settled;
  const person = isOwner ? settled.ownerOfAddress : settled.user;
  const reason = shutOutBy(person, { keepsAccount: keepsAccount && !isOwner }, deps.clock());
  // Who closed the account can keep it by the ways in that it has: they come to that with the offer.
  const canKeep = isOwner && reason === "account_closed" && person.emailVerifiedAt !== null;
  if (reason && !canKeep) throw await refuseSignIn(deps, reason, { way, user: person, origin });
  if (isOwner) {
    const connection = { provider: provider.id, ...keptOf(identity) };
    const offer = { userId: person.id, browser, providerName: provider.name, connection };
    return { kind: "offer", token: offerConnection(deps.encryptionKeys, offer, deps.clock()) };
  }
  const { user, connection } = settled;
  if (!user.emailVerifiedAt && deps.outbox.mode === "smtp") throw await refuseSignIn(deps, "email_not_verified", { way, user, origin });
  const isKnown = await isKnownCaller(deps.db, { email: user.email, caller: browser, now: deps.clock() });
  const outcome = await finishSignIn(deps, {
    user,
    way,
    methods: ["fed"],
    caller: browser,
    knownAs: isKnown ? browser : undefined,
    origin,
    keepsAccount,
    // Disconnected or disabled while the provider was asked: the proof is void.
    holds: (tx) => lockConnection(tx, connection.id, { keepsAccount }),
  });
  if (!outcome) throw new Problem("provider_flow_invalid");
  await updateConnectionUse(deps.db, connection.id, deps.clock());
  return outcome;
}

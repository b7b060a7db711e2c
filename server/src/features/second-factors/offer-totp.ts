import type { Principal } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { seal } from "../../platform/secrets.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { base32 } from "./base32.ts";
import { sealedSecretOf } from "./check-code.ts";
import { replaceOfferedTotp } from "./second-factors.queries.ts";
import { newTotpSecret, otpauthUri } from "./totp.ts";

export type OfferTotpDeps = { db: Db; clock: Clock; encryptionKeys: KeyRing; publicUrl: string };

/**
 * A secret for an authenticator app. It is told here and never again, and counts once a code of it has confirmed it; until then an
 * app that was set up before goes on. Throws `session_ended`.
 */
export async function offerTotp(
  { db, clock, encryptionKeys, publicUrl }: OfferTotpDeps,
  principal: Principal,
): Promise<{ secret: string; otpauthUri: string }> {
  const secret = newTotpSecret();
  const account = await db.transaction(async (tx) => {
    const now = clock();
    const {
      user: { id: userId, email },
    } = await holdPrincipal(tx, principal, now);
    const id = newId(now);
    const sealedSecret = seal(encryptionKeys, secret, sealedSecretOf(id));
    await replaceOfferedTotp(tx, { id, userId, sealedSecret, lastStep: null, createdAt: now, confirmedAt: null });
    return email;
  });
  return { secret: base32(secret), otpauthUri: otpauthUri(secret, { issuer: new URL(publicUrl).hostname, account }) };
}

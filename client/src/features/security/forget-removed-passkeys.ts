import { api } from "../../lib/api.ts";
import { knowsPasskeys } from "../../lib/passkeys.ts";

/**
 * Tells the browser which passkeys the account has, so that password managers offer no other one (WebAuthn's Signal API). The list
 * is the one of a new passkey, which the same fresh proof lets us ask for. Never throws: without it the removed one is only refused.
 */
export async function forgetRemovedPasskeys(): Promise<void> {
  if (!knowsPasskeys() || !("signalAllAcceptedCredentials" in PublicKeyCredential)) return;
  try {
    const { options } = (await api("POST /me/passkeys/options", {})).data;
    const { rp, user, excludeCredentials } = options;
    const { sendSignal } = await import("../../lib/passkey-ceremonies.ts");
    const allAcceptedCredentialIDs = excludeCredentials.map(({ id }) => id);
    await sendSignal({ signalName: "allAcceptedCredentials", rpID: rp.id, userID: user.id, allAcceptedCredentialIDs });
  } catch {
    // Browsers promise nothing here either.
  }
}

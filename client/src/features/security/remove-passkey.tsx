import type { Passkey, Security } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { forgetRemovedPasskeys } from "./forget-removed-passkeys.ts";
import { lastSecondFactor } from "./last-second-factor.ts";
import { LastOne } from "./last-one.tsx";
import { RemoveFactor } from "./remove-factor.tsx";

interface RemovePasskeyProps {
  security: Security;
  passkey: Passkey;
  onClose: () => void;
}

/** Asks whether to remove a passkey, and does it. The browser is told, so that it offers it no more. */
export function RemovePasskey({ security, passkey: { id, name, authenticator }, onClose }: RemovePasskeyProps) {
  return (
    <RemoveFactor
      what={name}
      title={`Remove ${name}?`}
      confirmLabel="Remove passkey"
      remove={() => api("DELETE /me/passkeys/{passkeyId}", { params: { passkeyId: id } })}
      onRemoved={() => void forgetRemovedPasskeys()}
      onClose={onClose}
    >
      <p>It does not sign you in any more. Where it is kept{authenticator && ` (${authenticator})`}, you can delete it as well.</p>
      {lastSecondFactor(security, "passkey") && <LastOne hasPassword={security.hasPassword} />}
    </RemoveFactor>
  );
}

import type { Passkey, Security } from "../../api/types.ts";
import { answer } from "../../lib/session/fake-browser.ts";

const at = "2026-11-21T10:00:00.000Z";

/** For tests: a passkey. */
export function fakePasskey(changes: Partial<Passkey> = {}): Passkey {
  return {
    id: "passkey-1",
    name: "Phone",
    authenticator: "iCloud Keychain",
    credentialId: "AQ",
    isBackedUp: true,
    createdAt: at,
    lastUsedAt: null,
    ...changes,
  };
}

/** For tests: how a person signs in; with a password alone unless said otherwise. */
export function fakeSecurity(changes: Partial<Security> = {}): () => Response {
  const security: Security = {
    hasPassword: true,
    passwordChangedAt: at,
    totp: null,
    recoveryCodes: null,
    passkeys: [],
    isSecondFactorRequired: false,
    methods: ["pwd"],
    authenticatedAt: at,
    ...changes,
  };
  return () => answer(200, security);
}

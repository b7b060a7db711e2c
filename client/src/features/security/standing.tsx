import type { Security } from "../../api/types.ts";
import { Notice } from "../../ui/notice.tsx";

/** What is missing, where something is: an administrator needs a second factor, everybody else is better off with one. */
export function Standing({ security: { hasPassword, isSecondFactorRequired, totp, passkeys } }: { security: Security }) {
  if (totp !== null || passkeys.length > 0) return null;
  if (isSecondFactorRequired)
    return (
      <Notice tone="warn" title="Administrators need a second factor">
        Until you have one, what only administrators can do is closed to you. Add a passkey, or set up an authenticator app.
      </Notice>
    );
  return (
    <Notice tone="info" title={`Your ${hasPassword ? "password" : "account at a provider"} is all that guards this account`}>
      With a passkey or an authenticator app, somebody who {hasPassword ? "learns it" : "gets into that one"} still stays outside.
    </Notice>
  );
}

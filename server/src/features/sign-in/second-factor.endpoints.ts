import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { assertionInput, challengeToken, passkeyQuestion } from "../passkeys/index.ts";
import { recoveryCodeInput, totpCodeInput } from "../second-factors/index.ts";
import { signedInOutput } from "../sessions/index.ts";
import { keepsAccount, pendingToken, refreshTransport } from "./sign-in-schemas.ts";

const signedIn = { status: 200, description: "Signed in.", body: signedInOutput, headers: ["Set-Cookie"] } as const;
const common = { tag: "Sign-in", method: "POST", permission: "public", limit: "codes" } as const;
export const signInWithTotp = endpoint({
  ...common,
  path: "/api/v1/auth/second-factor/totp",
  operationId: "signInWithTotp",
  summary: "Finish signing in with a code of the authenticator app",
  description:
    "Each code is good once. Wrong codes make the next ones wait, whatever browser they come from, and ten of them end the sign-in. Signing in with the password again changes nothing about that.",
  audit: ["session.started", "user.deletion_undone", "second_factor.used", "second_factor.failed", "session.throttled"],
  request: { body: z.strictObject({ token: pendingToken, code: totpCodeInput, refreshTransport }), headers: ["X-Gatehouse"] },
  response: signedIn,
  problems: ["cross_site_request", "pending_sign_in_ended", "too_many_attempts"],
});

export const signInWithRecoveryCode = endpoint({
  ...common,
  path: "/api/v1/auth/second-factor/recovery-code",
  operationId: "signInWithRecoveryCode",
  summary: "Finish signing in with a recovery code",
  description: "Each code is good once. Ten wrong ones end the sign-in.",
  audit: ["session.started", "user.deletion_undone", "second_factor.used", "second_factor.failed"],
  request: { body: z.strictObject({ token: pendingToken, code: recoveryCodeInput, refreshTransport }), headers: ["X-Gatehouse"] },
  response: signedIn,
  problems: ["cross_site_request", "pending_sign_in_ended"],
});

export const askForSecondPasskey = endpoint({
  ...common,
  path: "/api/v1/auth/second-factor/passkey/options",
  operationId: "askForSecondPasskey",
  summary: "Begin to finish signing in with a passkey",
  audit: [],
  request: { body: z.strictObject({ token: pendingToken }), headers: ["X-Gatehouse"] },
  response: { status: 200, description: "What to ask the authenticator.", body: passkeyQuestion },
  problems: ["pending_sign_in_ended"],
});

export const signInWithSecondPasskey = endpoint({
  ...common,
  path: "/api/v1/auth/second-factor/passkey",
  operationId: "signInWithSecondPasskey",
  summary: "Finish signing in with a passkey",
  audit: ["session.started", "user.deletion_undone", "second_factor.used", "second_factor.failed"],
  request: {
    body: z.strictObject({ token: pendingToken, challenge: challengeToken, response: assertionInput, refreshTransport }),
    headers: ["X-Gatehouse"],
  },
  response: signedIn,
  problems: ["cross_site_request", "pending_sign_in_ended", "passkey_refused"],
});

export const askForPasskeySignIn = endpoint({
  ...common,
  limit: "passkeyQuestions",
  path: "/api/v1/auth/passkey/options",
  operationId: "askForPasskeySignIn",
  summary: "Begin to sign in with a passkey",
  description: "Names no passkey: the browser offers those that it has for this site, also while an address is typed (conditional UI).",
  audit: [],
  request: {},
  response: { status: 200, description: "What to ask the authenticator.", body: passkeyQuestion },
  problems: [],
});

export const signInByPasskey = endpoint({
  ...common,
  path: "/api/v1/auth/passkey",
  operationId: "signInByPasskey",
  summary: "Sign in with a passkey alone",
  description: "A passkey that is unlocked is both factors. The answer is the same for one that nobody has and one that does not fit.",
  audit: ["session.started", "session.denied", "user.deletion_undone"],
  request: {
    body: z.strictObject({ token: challengeToken, response: assertionInput, keepsAccount, refreshTransport }),
    headers: ["X-Gatehouse"],
  },
  response: signedIn,
  problems: ["passkey_refused", "account_disabled", "account_closed", "email_not_verified", "cross_site_request"],
});

export { askForPasskey } from "./ask-for-passkey.ts";
export { checkPasskey, checkPasskeyOf, type CheckPasskeyDeps, type PasskeyAnswer } from "./check-passkey.ts";
export { deleteOldChallenges as deleteOldWebauthnChallenges, listPasskeys } from "./passkeys.queries.ts";
export { passkeyRoutes } from "./passkeys.routes.ts";
export { presentPasskey } from "./present-passkey.ts";
export { assertionInput, challengeToken, passkeyOutput, passkeyQuestion } from "./webauthn-schemas.ts";

/** What browsers do with passkeys. Only for import(): few pages need it, and none at its start. */
export { sendSignal, startAuthentication, startRegistration, WebAuthnAbortService } from "@simplewebauthn/browser";

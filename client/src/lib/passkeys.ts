import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";

/** A passkey was not used or not made; the message says why, in words for the person. */
export class PasskeyRefused extends Error {
  override readonly name = "PasskeyRefused";
}

/** Whether this browser knows passkeys at all. Where it does not, nothing is said about them. */
export function knowsPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function";
}

/** Whether this browser can offer passkeys at a field, before anything is asked of the server. Some throw at that question, and older ones do not know it. */
export async function offersPasskeysAtFields(): Promise<boolean> {
  try {
    return knowsPasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable());
  } catch {
    return false;
  }
}

/**
 * Lets the person choose a passkey: in a dialog of the browser, or (`autofill`) among what it offers at the field of the address.
 * A question that is still open is called off first: browsers allow one at a time.
 * @throws PasskeyRefused; the AbortError of a question that this page has called off.
 */
export async function askForPasskey(options: object, { autofill = false } = {}): Promise<AuthenticationResponseJSON> {
  const { startAuthentication } = await import("./passkey-ceremonies.ts");
  try {
    return await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON, useBrowserAutofill: autofill });
  } catch (error) {
    throw asRefusal(error, useWords);
  }
}

/** Makes a passkey on this device, or wherever the person chooses. @throws PasskeyRefused. */
export async function makePasskey(options: object): Promise<RegistrationResponseJSON> {
  const { startRegistration } = await import("./passkey-ceremonies.ts");
  try {
    return await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON });
  } catch (error) {
    throw asRefusal(error, makeWords);
  }
}

/** Calls off a question that is open. */
export async function callOffPasskey(): Promise<void> {
  const { WebAuthnAbortService } = await import("./passkey-ceremonies.ts");
  WebAuthnAbortService.cancelCeremony();
}

const wrongPlace = "Passkeys work over HTTPS only, at the address that this Gatehouse names as its own. Open the page there.";

const useWords: Record<string, string> = {
  NotAllowedError: "No passkey was chosen: the question was closed, took too long, or none of your passkeys fits.",
  SecurityError: wrongPlace,
  UnknownError: "The device that holds the passkey could not use it. Try again, or go another way.",
};

const makeWords: Record<string, string> = {
  NotAllowedError: "No passkey was made: the question was closed, or it took too long.",
  InvalidStateError: "This device or password manager holds a passkey of your account already.",
  ConstraintError: "This device cannot make a passkey that asks who you are (a PIN, a fingerprint, your face). Choose another device.",
  NotSupportedError: "This device cannot make a passkey of a kind that is accepted here. Choose another one.",
  SecurityError: wrongPlace,
  UnknownError: "The device could not make the passkey. Try again, or choose another one.",
};

function asRefusal(error: unknown, words: Record<string, string>): unknown {
  if (!(error instanceof Error) || error.name === "AbortError") return error;
  return new PasskeyRefused(words[error.name] ?? "The browser could not do that.", { cause: error });
}

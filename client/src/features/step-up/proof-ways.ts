import type { AnswerOf } from "../../api/types.ts";
import { knowsPasskeys } from "../../lib/passkeys.ts";

/** What the server takes as a proof just now. */
export type ProofOptions = AnswerOf<"POST /me/step-up/options">;

/** A way to prove oneself in this dialog. */
export type FormWay = "passkey" | "totp" | "password" | "recovery_code";

/** The quickest first; a recovery code, of which there are few, last. */
const order: FormWay[] = ["passkey", "totp", "password", "recovery_code"];

/** The ways that this person has and this device can go, the best one first. */
export function openWays({ methods, passkey }: ProofOptions): FormWay[] {
  return order.filter((way) => methods.includes(way) && (way !== "passkey" || (passkey !== null && knowsPasskeys())));
}

/** The connected providers at which the person can sign in anew; who has another way has none of these. */
export function openProviders({ methods }: ProofOptions): string[] {
  return methods.filter((method) => !(order as string[]).includes(method));
}

/** What a button calls a way. */
export const wayNames: Record<FormWay, string> = {
  passkey: "Use a passkey",
  totp: "Use the authenticator app",
  password: "Use the password",
  recovery_code: "Use a recovery code",
};

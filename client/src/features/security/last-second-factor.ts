import type { Security } from "../../api/types.ts";

/** Whether removing the app, or one passkey, leaves the account without a second factor. */
export function lastSecondFactor({ totp, passkeys }: Security, removed: "totp" | "passkey"): boolean {
  return removed === "totp" ? passkeys.length === 0 : totp === null && passkeys.length === 1;
}

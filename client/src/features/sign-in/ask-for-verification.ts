import { askedNow, keep } from "../../lib/door/kept.ts";
import { request } from "../../lib/request.ts";

/** Asks for a code that confirms the address of an account that was never confirmed. @throws Problem, Unreachable */
export async function askForVerification(account: { email: string; password: string }): Promise<void> {
  const { data } = await request("POST /auth/verification", { body: account });
  keep("email", account.email);
  keep("verification", { ...askedNow(data, account.email), purpose: "verify_email" });
}

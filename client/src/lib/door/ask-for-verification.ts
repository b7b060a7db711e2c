import type { TypedAccount } from "./door.ts";
import { askedNow, keep } from "./kept.ts";
import { request } from "../request.ts";

/** Asks for a code that confirms the address of an account that was never confirmed. @throws Problem, Unreachable */
export async function askForVerification({ email, password }: TypedAccount): Promise<void> {
  const { data } = await request("POST /auth/verification", { body: { email, password } });
  keep("email", email);
  keep("verification", { ...askedNow(data, email), purpose: "verify_email" });
}

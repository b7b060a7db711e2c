import { askedNow, keep, type KeptChallenge } from "../../lib/door/kept.ts";
import { withProofOfWork } from "../../lib/door/proof-of-work.ts";
import { request } from "../../lib/request.ts";

/** Asks for a code that lets choose a new password. The answer is the same whether there is such an account. @throws Problem, Unreachable */
export async function askForRecovery(email: string, onWork: (isWorking: boolean) => void): Promise<KeptChallenge> {
  keep("email", email);
  const { data } = await withProofOfWork((proof) => request("POST /auth/recovery", { body: { email, ...proof } }), onWork);
  return askedNow(data.challenge, email);
}

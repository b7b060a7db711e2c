import { askedNow, keep } from "../../lib/door/kept.ts";
import { withProofOfWork } from "../../lib/door/proof-of-work.ts";
import { request } from "../../lib/request.ts";

/**
 * Registers an account; true when its address has to be proven first, by the code that is then awaited in this tab.
 * @throws Problem, Unreachable, and what stands in the way of solving a puzzle.
 */
export async function register(
  account: { name: string; email: string; password: string },
  invitationToken: string | null,
  onWork: (isWorking: boolean) => void,
): Promise<boolean> {
  const body = { ...account, ...(invitationToken !== null && { invitationToken }) };
  const { data } = await withProofOfWork((proof) => request("POST /auth/register", { body: { ...body, ...proof } }), onWork);
  keep("email", account.email);
  if (!data.challenge) return false;
  keep("verification", { ...askedNow(data.challenge, account.email), purpose: "register" });
  return true;
}

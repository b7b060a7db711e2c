import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { requireInvitation, type InvitationDeps } from "../invitations/index.ts";
import { findInvitedAddress } from "../organization-invitations/index.ts";
import { requireProofOfWork, type ProofOfWorkDeps } from "../puzzles/index.ts";
import { requireAllowedAddress, requireOpenRegistration } from "../registration-policy/index.ts";

export type AdmitRegistrationDeps = InvitationDeps & ProofOfWorkDeps;

/** What a registration shows at the door. */
export type AtTheDoor = { email: string; invitationToken?: string | undefined; proofOfWork?: string | undefined; origin: Origin };

/** Who has invited whoever registers. */
export type InvitedBy = "administrator" | "organization";

/**
 * Whether a registration may go on, judged before any account is looked at: the policy, then the invitation or the address, then the
 * proof of work. An administrator's invitation stands for the last two: they have named the address, and its link cannot be guessed. An
 * organization's stands for the proof of work alone. Throws `registration_closed`, `invitation_invalid`, 422 for the address or the
 * proof of work, and `proof_of_work_required`.
 */
export async function admitRegistration(
  deps: AdmitRegistrationDeps,
  { email, invitationToken, proofOfWork, origin }: AtTheDoor,
): Promise<InvitedBy | undefined> {
  const { registration } = deps.config;
  requireOpenRegistration(registration, invitationToken !== undefined);
  if (invitationToken !== undefined) {
    const invited = await findInvitedAddress(deps, invitationToken);
    if (invited === undefined) {
      await requireInvitation(deps, { token: invitationToken, email });
      return "administrator";
    }
    if (invited !== email) throw new Problem("invitation_invalid");
    await requireAllowedAddress(registration, email, "/email");
    return "organization";
  }
  await requireAllowedAddress(registration, email, "/email");
  await requireProofOfWork(deps, { proofOfWork, ip: origin.ip });
  return undefined;
}

import type { Origin } from "../../http/principal.ts";
import { requireInvitation, type InvitationDeps } from "../invitations/index.ts";
import { requireProofOfWork, type ProofOfWorkDeps } from "../puzzles/index.ts";
import { requireAllowedAddress, requireOpenRegistration } from "../registration-policy/index.ts";

export type AdmitRegistrationDeps = InvitationDeps & ProofOfWorkDeps;

/** What a registration shows at the door. */
export type AtTheDoor = { email: string; invitationToken?: string | undefined; proofOfWork?: string | undefined; origin: Origin };

/**
 * Whether a registration may go on, judged before any account is looked at: the policy, then the invitation or the address, then the
 * proof of work. An invitation stands for the last two: an administrator has named the address, and its link cannot be guessed. Throws
 * `registration_closed`, `invitation_invalid`, 422 for the address or the proof of work, and `proof_of_work_required`.
 */
export async function admitRegistration(
  deps: AdmitRegistrationDeps,
  { email, invitationToken, proofOfWork, origin }: AtTheDoor,
): Promise<void> {
  const { registration } = deps.config;
  requireOpenRegistration(registration, invitationToken !== undefined);
  if (invitationToken !== undefined) return requireInvitation(deps, { token: invitationToken, email });
  await requireAllowedAddress(registration, email, "/email");
  await requireProofOfWork(deps, { proofOfWork, ip: origin.ip });
}

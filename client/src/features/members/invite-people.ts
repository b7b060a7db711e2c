import type { InvitedMember } from "../../api/types.ts";
import { api } from "../../lib/api.ts";

/** So many does the server take in one call. */
const mostAtOnce = 50;

interface Invite {
  organizationId: string;
  emails: readonly string[];
  roleId: string;
  /** Called after each call: these are invited, whatever becomes of the next ones. */
  onInvited: (items: readonly InvitedMember[]) => void;
}

/** Invites addresses, in as many calls as it takes. @throws Problem, Unreachable or SignedOut; those before are invited. */
export async function invitePeople({ organizationId, emails, roleId, onInvited }: Invite): Promise<void> {
  for (let first = 0; first < emails.length; first += mostAtOnce) {
    const body = { emails: emails.slice(first, first + mostAtOnce), roleId };
    onInvited((await api("POST /organizations/{organizationId}/invitations", { params: { organizationId }, body })).data.items);
  }
}

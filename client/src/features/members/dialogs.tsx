import { lazy } from "react";

/*
 * The questions over the page come with the first one that is asked: most who look at the members ask none. Without the network
 * nothing can be asked anyway.
 */

export const RemoveMember = lazy(async () => ({ default: (await import("./remove-member.tsx")).RemoveMember }));
export const LeaveOrganization = lazy(async () => ({ default: (await import("./leave-organization.tsx")).LeaveOrganization }));
export const ManyDialog = lazy(async () => ({ default: (await import("./many-dialog.tsx")).ManyDialog }));
export const AskOwner = lazy(async () => ({ default: (await import("./ask-owner.tsx")).AskOwner }));
export const InviteDialog = lazy(async () => ({ default: (await import("./invite-dialog.tsx")).InviteDialog }));
export const WithdrawInvitation = lazy(async () => ({ default: (await import("./withdraw-invitation.tsx")).WithdrawInvitation }));
/** No question, but shown only to who is alone or has invited nobody. */
export const Invite = lazy(async () => ({ default: (await import("./invite.tsx")).Invite }));

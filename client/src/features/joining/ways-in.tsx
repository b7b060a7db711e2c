import { JoinableOrganizations } from "./joinable-organizations.tsx";
import { MyInvitations, type OnJoined } from "./my-invitations.tsx";

/** All organizations that wait for the person: that invite them, or take in people of their mail domain. */
export function WaysIn({ onJoined }: { onJoined: OnJoined }) {
  return (
    <div className="grid gap-10 empty:hidden">
      <MyInvitations onJoined={onJoined} />
      <JoinableOrganizations onJoined={onJoined} />
    </div>
  );
}

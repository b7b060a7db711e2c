import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { organizationPath } from "../lib/organization.ts";
import type { SignedInPerson } from "../lib/session/signed-in.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Link } from "../ui/link.tsx";
import { AccountAwaited } from "./account-button.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { JoinRequestBadge } from "./join-request-badge.tsx";
import { NoticeBadge } from "./notice-badge.tsx";
import { OrganizationButton } from "./organization-button.tsx";
import { placesFor } from "./organization-places.ts";

/** The way about on a wide window. */
export function SideBar({ person }: { person: SignedInPerson | null }) {
  const user = person?.user;
  const organization = person?.standing?.organization;
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 flex h-dvh flex-col gap-4 overflow-y-auto border-e border-line px-2.5 py-3 max-md:hidden"
    >
      <OrganizationButton person={person} />
      <Group>
        <SideLink to={organization ? organizationPath(organization) : "/"} isExact>
          Overview
        </SideLink>
      </Group>
      {organization && (
        <Group title="Organization">
          {placesFor(organization.permissions).map(({ path, label }) => (
            <SideLink key={path} to={organizationPath(organization, path)}>
              {label}
              {path === "members" && organization.permissions.includes("members:invite") && (
                <span className="ms-auto flex">
                  <JoinRequestBadge key={organization.id} organizationId={organization.id} />
                </span>
              )}
            </SideLink>
          ))}
        </Group>
      )}
      <Group title="Your account">
        <SideLink to="/me/profile">Profile</SideLink>
        <SideLink to="/me/email">Address</SideLink>
        <SideLink to="/me/password">Password</SideLink>
        <SideLink to="/me/security">Security</SideLink>
        <SideLink to="/me/sessions">Devices</SideLink>
        <SideLink to="/me/notices">
          Security notices <span className="ms-auto flex">{user && <NoticeBadge key={user.id} />}</span>
        </SideLink>
        <SideLink to="/me/activity">Activity</SideLink>
        <SideLink to="/me/data">Your data</SideLink>
      </Group>
      {user?.instanceRole && (
        <Group title="Instance">
          <SideLink to="/instance/users">Users</SideLink>
          <SideLink to="/instance/organizations">Organizations</SideLink>
          <SideLink to="/instance/invitations">Invitations</SideLink>
        </Group>
      )}
      <Group title="Build">
        <a href="/docs" className={classNames(sideLink, "text-ink-2")}>
          API reference <Icon name="external" className="ms-auto size-3.5 text-ink-3" />
        </a>
      </Group>
    </nav>
  );
}

const sideLink = "flex min-h-8 items-center rounded-control px-2.5 transition-colors hover:bg-chosen hover:text-ink";

function Group({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      {title && <h2 className="px-2.5 pb-1 text-small font-semibold text-ink-3">{title}</h2>}
      {children}
    </div>
  );
}

function SideLink({ to, isExact = false, children }: { to: string; isExact?: boolean; children: ReactNode }) {
  return (
    <PlaceLink to={to} isExact={isExact} look={sideLink} here="bg-chosen font-semibold text-ink" elsewhere="text-ink-2">
      {children}
    </PlaceLink>
  );
}

interface PlaceLinkProps {
  to: string;
  /** Only the page itself counts, not those below it. */
  isExact: boolean;
  look: string;
  here: string;
  elsewhere: string;
  children: ReactNode;
}

/** A link that says, and shows, whether its page or one below it is the one in view. */
function PlaceLink({ to, isExact, look, here, elsewhere, children }: PlaceLinkProps) {
  const place = useLocation().pathname.toLowerCase();
  const isHere = place === to || (!isExact && place.startsWith(`${to}/`));
  return (
    <Link to={to} aria-current={isHere ? "page" : undefined} className={classNames(look, isHere ? here : elsewhere)}>
      {children}
    </Link>
  );
}

/** The way about on a phone, within reach of the thumb. */
export function BottomBar({ person }: { person: SignedInPerson | null }) {
  const organization = person?.standing?.organization;
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-3 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <BottomLink to={organization ? organizationPath(organization) : "/"} icon="home">
        Overview
      </BottomLink>
      <BottomLink to="/me/activity" icon="ledger">
        Activity
      </BottomLink>
      {person ? <AccountMenu person={person} place="bottom" /> : <AccountAwaited />}
    </nav>
  );
}

function BottomLink({ to, icon, children }: { to: string; icon: IconName; children: ReactNode }) {
  return (
    <PlaceLink
      to={to}
      isExact
      look="grid min-h-14 place-items-center content-center gap-0.5 text-small"
      here="font-semibold text-ink"
      elsewhere="text-ink-2"
    >
      <Icon name={icon} />
      {children}
    </PlaceLink>
  );
}

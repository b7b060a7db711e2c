import { lazy, type ReactNode, Suspense, useState } from "react";
import { Link } from "../ui/link.tsx";
import type { SignOutScope } from "../api/types.ts";
import { organizationPath } from "../lib/organization.ts";
import type { SignedInPerson } from "../lib/session/signed-in.ts";
import { Menu, MenuAction, MenuChoice, MenuGroup, useMenuItem } from "../ui/menu.tsx";
import { type Theme, useTheme } from "../ui/theme.ts";
import { NoticeBadge } from "./notice-badge.tsx";
import { AccountButton, type AccountPlace } from "./account-button.tsx";
import { placesFor } from "./organization-places.ts";

const SignOutDialog = lazy(() => import("./sign-out-dialog.tsx").then((module) => ({ default: module.SignOutDialog })));

const themes: { value: Theme; label: string }[] = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** What belongs to the person: their pages, the look of the console, and the ways out. */
export function AccountMenu({ person: { user, standing }, place }: { person: SignedInPerson; place: AccountPlace }) {
  const organization = standing?.organization;
  const [asked, setAsked] = useState<SignOutScope | null>(null);
  const [theme, setTheme] = useTheme();
  return (
    <>
      <Menu side={place === "top" ? "below" : "above"} renderTrigger={(props) => <AccountButton user={user} place={place} {...props} />}>
        {organization && place === "bottom" && (
          <MenuGroup label={organization.name}>
            {placesFor(organization.permissions).map(({ path, label }) => (
              <PageItem key={path} to={organizationPath(organization, path)}>
                {label}
              </PageItem>
            ))}
          </MenuGroup>
        )}
        <MenuGroup label={user.email}>
          <PageItem to="/me/profile">Profile</PageItem>
          <PageItem to="/me/email">Address</PageItem>
          <PageItem to="/me/password">Password</PageItem>
          <PageItem to="/me/security">Security</PageItem>
          <PageItem to="/me/sessions">Devices</PageItem>
          <PageItem to="/me/notices">
            Security notices
            <span className="ms-auto flex">
              <NoticeBadge />
            </span>
          </PageItem>
          <PageItem to="/me/activity">Activity</PageItem>
          <PageItem to="/me/data">Your data</PageItem>
        </MenuGroup>
        {user.instanceRole && (
          <MenuGroup label="Instance">
            <PageItem to="/instance/users">Users</PageItem>
            <PageItem to="/instance/organizations">Organizations</PageItem>
            <PageItem to="/instance/invitations">Invitations</PageItem>
          </MenuGroup>
        )}
        <MenuChoice label="Theme" value={theme} onChange={setTheme} options={themes} />
        <MenuGroup label="Sign out">
          <MenuAction onClick={() => setAsked("this")}>This device</MenuAction>
          <MenuAction onClick={() => setAsked("others")}>Other devices…</MenuAction>
          <MenuAction onClick={() => setAsked("all")}>Everywhere…</MenuAction>
        </MenuGroup>
      </Menu>
      <Suspense>{asked && <SignOutDialog scope={asked} onClose={() => setAsked(null)} />}</Suspense>
    </>
  );
}

function PageItem({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} {...useMenuItem()}>
      {children}
    </Link>
  );
}

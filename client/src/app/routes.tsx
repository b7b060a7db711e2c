import type { RouteObject } from "react-router";
import { Frame } from "./frame.tsx";
import { loadPage } from "./load-page.ts";
import { organizationPlaces } from "./organization-places.ts";
import { RouteError } from "./route-error.tsx";

const loadNotFound = loadPage(async () => (await import("./not-found-page.tsx")).NotFoundPage);

const pages: RouteObject[] = [
  { index: true, lazy: loadPage(async () => (await import("./overview-route.tsx")).OverviewRoute) },
  { path: "welcome", lazy: loadPage(async () => (await import("./welcome-route.tsx")).WelcomeRoute) },
  {
    path: "organizations/new",
    lazy: loadPage(async () => (await import("../features/organizations/new-organization-page.tsx")).NewOrganizationPage),
  },
  {
    path: "o/:slug",
    lazy: loadPage(async () => (await import("./organization-route.tsx")).OrganizationRoute),
    children: [
      { index: true, lazy: loadPage(async () => (await import("./organization-overview-route.tsx")).OrganizationOverviewRoute) },
      ...organizationPlaces.map(({ path, load }) => ({ path, lazy: loadPage(load) })),
      { path: "*", lazy: loadNotFound },
    ].map((page) => ({ ...page, ErrorBoundary: RouteError })),
  },
  { path: "me/profile", lazy: loadPage(async () => (await import("../features/profile/profile-page.tsx")).ProfilePage) },
  { path: "me/email", lazy: loadPage(async () => (await import("../features/address/address-page.tsx")).AddressPage) },
  { path: "me/password", lazy: loadPage(async () => (await import("../features/password/password-page.tsx")).PasswordPage) },
  { path: "me/security", lazy: loadPage(async () => (await import("./security-route.tsx")).SecurityRoute) },
  { path: "me/sessions", lazy: loadPage(async () => (await import("./devices-route.tsx")).DevicesRoute) },
  { path: "me/notices", lazy: loadPage(async () => (await import("./notices-route.tsx")).NoticesRoute) },
  { path: "me/activity", lazy: loadPage(async () => (await import("../features/activity/activity-page.tsx")).ActivityPage) },
  { path: "me/data", lazy: loadPage(async () => (await import("../features/personal-data/data-page.tsx")).DataPage) },
  { path: "instance/users", lazy: loadPage(async () => (await import("../features/users/users-page.tsx")).UsersPage) },
  { path: "instance/users/:userId", lazy: loadPage(async () => (await import("./user-route.tsx")).UserRoute) },
  {
    path: "instance/invitations",
    lazy: loadPage(async () => (await import("../features/invitations/invitations-page.tsx")).InvitationsPage),
  },
  { path: "instance/organizations", lazy: loadPage(async () => (await import("../features/tenants/tenants-page.tsx")).TenantsPage) },
  { path: "instance/organizations/:id", lazy: loadPage(async () => (await import("../features/tenants/look-page.tsx")).LookPage) },
  { path: "*", lazy: loadNotFound },
];

/** The console's addresses. Each page's code comes when it is first visited; each may fail on its own. */
export const routes: RouteObject[] = [
  {
    // Outside the frame: who waits for a mail is often not signed in yet.
    path: "/development/mail",
    HydrateFallback: Nothing,
    ErrorBoundary: RouteError,
    lazy: loadPage(async () => (await import("./mail-route.tsx")).MailRoute),
  },
  {
    path: "/",
    Component: Frame,
    HydrateFallback: Frame,
    children: [
      {
        lazy: loadPage(async () => (await import("./workspace.tsx")).Workspace),
        ErrorBoundary: RouteError,
        children: pages.map((page) => ({ ...page, ErrorBoundary: RouteError })),
      },
    ],
  },
];

function Nothing() {
  return null;
}

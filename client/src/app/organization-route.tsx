import { Activity, lazy, Suspense, useEffect, useRef, useState } from "react";
import { Outlet, useLocation, useParams } from "react-router";
import type { CurrentOrganization, Standing } from "../api/types.ts";
import { OrganizationContext } from "../lib/organization.ts";
import { useSignedIn } from "../lib/session/signed-in.ts";
import { Loading } from "../ui/loading.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { useToast } from "../ui/toasts.tsx";
import { addFactor } from "./add-factor.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { organizationPlaces } from "./organization-places.ts";
import { useEntry } from "./use-entry.ts";

const ActsElsewhere = lazy(() =>
  import("../features/organizations/acts-elsewhere.tsx").then((module) => ({ default: module.ActsElsewhere })),
);
const EntryRefused = lazy(() => import("../features/organizations/entry-refused.tsx").then((module) => ({ default: module.EntryRefused })));
const PermissionMissing = lazy(() =>
  import("../features/organizations/permission-missing.tsx").then((module) => ({ default: module.PermissionMissing })),
);

/** Every page of an organization: lets the person in by its address, which may ask for something first. */
export function OrganizationRoute() {
  const { slug = "" } = useParams();
  const { standing } = useSignedIn();
  // Who acts for another enters none of their organizations.
  return standing ? <Entry slug={slug} standing={standing} /> : <NotFoundPage />;
}

function Entry({ slug, standing }: { slug: string; standing: Standing }) {
  const { organization, refusal, error, isUnknown, again } = useEntry(slug, standing);
  // Codes that are shown once, and what was begun, stay until they are done with, though it lets the person in by now.
  const [held, setHeld] = useState<typeof refusal>(null);
  const shown = refusal ?? held;
  if (isUnknown) return <NotFoundPage />;
  return (
    <>
      {shown && (
        <Suspense>
          <EntryRefused refusal={shown} addFactor={addFactor} onHold={(isHeld) => setHeld(isHeld ? shown : null)} onGiven={again} />
        </Suspense>
      )}
      {organization && !shown && standing.organization?.id !== organization.id && (
        <Suspense>
          <ActsElsewhere name={organization.name} elsewhere={standing.organization?.name ?? null} onBack={again} />
        </Suspense>
      )}
      {organization && (
        // What is typed on the page stays, also while the organization asks for something.
        <OrganizationContext value={organization}>
          <Activity key={organization.id} mode={shown ? "hidden" : "visible"}>
            <Page organization={organization} />
          </Activity>
        </OrganizationContext>
      )}
      {!organization && !shown && <Entering error={error} onRetry={() => void again()} />}
    </>
  );
}

function Entering({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <>
      <PageHeader title="Organization" />
      {error ? (
        <ErrorPanel error={error} title="The organization could not be entered" onRetry={onRetry} />
      ) : (
        <Loading what="the organization" rows={6} onRetry={onRetry} />
      )}
    </>
  );
}

/** The page, or what its reader's role lacks for it. */
function Page({ organization }: { organization: CurrentOrganization }) {
  const { pathname } = useLocation();
  const [opened, setOpened] = useState<string | null>(null);
  useRoleTold(organization);
  const [, , , page = ""] = pathname.split("/");
  const missing = organizationPlaces.find(
    ({ path, permission }) => path.split("/")[0] === page && permission !== null && !organization.permissions.includes(permission),
  );
  if (!missing && opened !== pathname) setOpened(pathname);
  return (
    <>
      {missing?.permission && (
        <Suspense>
          <PermissionMissing title={missing.label ?? missing.permission} permission={missing.permission} />
        </Suspense>
      )}
      {(!missing || opened === pathname) && (
        // What was being typed comes back with the role.
        <Activity mode={missing ? "hidden" : "visible"}>
          <Outlet />
        </Activity>
      )}
    </>
  );
}

/** Says when somebody gives the reader another role, which may take away what they are at. */
function useRoleTold({ name, role }: CurrentOrganization): void {
  const toast = useToast();
  const last = useRef(role);
  useEffect(() => {
    if (last.current.id !== role.id) toast({ tone: "info", title: `Your role in ${name} is ${role.name} now` });
    last.current = role;
  }, [name, role, toast]);
}

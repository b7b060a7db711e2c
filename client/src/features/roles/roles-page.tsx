import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { OrganizationRole, Permission } from "../../api/types.ts";
import { permissionCatalogue } from "../../lib/api-permissions.ts";
import { organizationPath, useOrganization, usePermission } from "../../lib/organization.ts";
import { buttonClasses } from "../../ui/button-classes.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Link } from "../../ui/link.tsx";
import { Loading } from "../../ui/loading.tsx";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { CompareRoles, readView, type RoleView, writeView } from "./compare-roles.tsx";
import { countedHolders, tellDifference } from "./describe-role.ts";
import { groupPermissions, onlyDifferences } from "./permission-groups.ts";
import { RoleMatrix } from "./role-matrix.tsx";
import { organizationRoles } from "./role-queries.ts";

/** What each role permits, beside one another. */
export function RolesPage() {
  const organization = useOrganization();
  const roles = useQuery(organizationRoles(organization.id));
  const catalogue = useQuery(permissionCatalogue);
  const mayMake = usePermission("roles:create");
  const error = roles.error ?? catalogue.error;
  const retry = () => void Promise.all([roles.refetch({ cancelRefetch: true }), catalogue.refetch({ cancelRefetch: true })]);
  return (
    <>
      <PageHeader
        title="Roles"
        lead="What each role permits. A change counts from the next request of everybody who holds the role."
        actions={
          mayMake && (
            <Link to={organizationPath(organization, "roles/new")} className={buttonClasses("primary", "medium")}>
              Make a role
            </Link>
          )
        }
      />
      {roles.data && catalogue.data ? (
        <>
          <OutOfDate readAtMs={roles.dataUpdatedAt} failed={roles.isError} offline="Changes need the network." onRefresh={retry} />
          <ComparedRoles roles={roles.data} catalogue={catalogue.data} />
        </>
      ) : error ? (
        <ErrorPanel error={error} title="The roles could not be loaded" onRetry={retry} />
      ) : (
        <Loading what="the roles" rows={12} onRetry={retry} />
      )}
    </>
  );
}

function ComparedRoles({ roles, catalogue }: { roles: readonly OrganizationRole[]; catalogue: readonly Permission[] }) {
  const organization = useOrganization();
  const [query, setQuery] = useSearchParams();
  const isThere = (id: string | null) => (roles.some((role) => role.id === id) ? id : null);
  const read = readView(query);
  const view: RoleView = { ...read, role: isThere(read.role), beside: isThere(read.beside) };
  const onPhone = isThere(organization.role.id) ?? "viewer";
  const chosen = [view.role, view.beside].filter((id) => id !== null);
  const columns = chosen.length === 0 ? roles : chosen.flatMap((id) => roles.filter((role) => role.id === id));
  const groups = groupPermissions(catalogue);
  const shown = view.isDifferences ? onlyDifferences(groups, columns) : groups;
  const [first, second] = columns;
  return (
    <>
      <CompareRoles
        roles={roles}
        view={view}
        onPhone={onPhone}
        onView={(next) => setQuery(writeView(next), { replace: true, preventScrollReset: true })}
      />
      <output className="block max-w-prose empty:hidden not-empty:mb-3 text-ink-2">
        {chosen.length === 2 && first && second && tellDifference(first, second)}
      </output>
      {shown.length === 0 ? (
        <EmptyState title="No differences">
          {columns.length === 1 ? "A single role differs from nothing. Compare it with another." : "These roles permit the same."}
        </EmptyState>
      ) : (
        <RoleMatrix
          groups={shown}
          roles={columns}
          onPhone={chosen.length > 0 ? chosen : [onPhone]}
          renderUnder={(role) => <UnderRole role={role} />}
        />
      )}
    </>
  );
}

function UnderRole({ role }: { role: OrganizationRole }) {
  const organization = useOrganization();
  const mayEdit = usePermission("roles:update") && !role.isBuiltIn;
  const mayMake = usePermission("roles:create");
  return (
    <span className="grid justify-items-center gap-0.5 text-small text-ink-3">
      <span>{countedHolders(role)}</span>
      {mayEdit ? (
        <PageLink to={organizationPath(organization, `roles/${role.id}`)} aria-label={`Edit ${role.name}`}>
          Edit
        </PageLink>
      ) : (
        mayMake && (
          <PageLink to={organizationPath(organization, `roles/new?from=${role.id}`)} aria-label={`Copy ${role.name}`}>
            Copy
          </PageLink>
        )
      )}
    </span>
  );
}

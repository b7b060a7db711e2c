import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams, useSearchParams } from "react-router";
import type { OrganizationRole, Permission } from "../../api/types.ts";
import { permissionCatalogue } from "../../lib/api-permissions.ts";
import { organizationPath, useOrganization, usePermission } from "../../lib/organization.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { useKept } from "../../ui/use-kept.ts";
import { draftOf } from "./role-draft.ts";
import { RoleEditor } from "./role-editor.tsx";
import { organizationRoles } from "./role-queries.ts";

/** Makes a role of the organization's own, from nothing or from a copy of another. */
export function NewRolePage() {
  const [query] = useSearchParams();
  const from = query.get("from");
  return (
    <WithRoles title="Make a role" permission="roles:create">
      {(roles, catalogue) => {
        const copied = roles.find(({ id }) => id === from) ?? null;
        return (
          <RoleEditor
            start={null}
            copied={copied}
            copy={draftOf(copied && { ...copied, name: "", description: null })}
            {...{ roles, catalogue }}
          />
        );
      }}
    </WithRoles>
  );
}

/** Changes a role of the organization's own. */
export function RolePage() {
  const organization = useOrganization();
  const { roleId = "" } = useParams();
  return (
    <WithRoles title="Role" permission="roles:update">
      {(roles, catalogue) => (
        <KnownRole key={roleId} roles={roles} catalogue={catalogue} roleId={roleId} path={organizationPath(organization, "roles")} />
      )}
    </WithRoles>
  );
}

interface KnownRoleProps {
  roles: readonly OrganizationRole[];
  catalogue: readonly Permission[];
  roleId: string;
  path: string;
}

function KnownRole({ roles, catalogue, roleId, path }: KnownRoleProps) {
  // Deleted elsewhere meanwhile: what is edited here stays.
  const role = useKept(roles.find(({ id }) => id === roleId));
  if (role && !role.isBuiltIn) return <RoleEditor start={role} copied={null} copy={draftOf(role)} {...{ roles, catalogue }} />;
  return (
    <>
      <PageHeader title={role?.name ?? "Role"} lead={<PageLink to={path}>All roles</PageLink>} />
      {role ? (
        <EmptyState title="This role stays as it is">
          Every organization has it. <PageLink to={`${path}/new?from=${role.id}`}>Make one of your own from a copy</PageLink>, and change
          that.
        </EmptyState>
      ) : (
        <EmptyState title="There is no such role">It was deleted, or the address of this page is not whole.</EmptyState>
      )}
    </>
  );
}

interface WithRolesProps {
  title: string;
  permission: string;
  children: (roles: readonly OrganizationRole[], catalogue: readonly Permission[]) => ReactNode;
}

/** Reads what an editor needs; what was read stays while it is edited. */
function WithRoles({ title, permission, children }: WithRolesProps) {
  const organization = useOrganization();
  const may = usePermission(permission);
  const roles = useQuery(organizationRoles(organization.id));
  const catalogue = useQuery(permissionCatalogue);
  const keptRoles = useKept(roles.data);
  const keptCatalogue = useKept(catalogue.data);
  const isKnown = useKept(may || undefined);
  const error = roles.error ?? catalogue.error;
  const retry = () => void Promise.all([roles.refetch({ cancelRefetch: true }), catalogue.refetch({ cancelRefetch: true })]);
  if (isKnown && keptRoles && keptCatalogue) return children(keptRoles, keptCatalogue);
  return (
    <>
      <PageHeader title={title} lead={<PageLink to={organizationPath(organization, "roles")}>All roles</PageLink>} />
      {!may ? (
        <EmptyState title="Your role does not permit this">
          It needs <Mono>{permission}</Mono>, which the role {organization.role.name} does not have. Ask an owner of {organization.name}.{" "}
          <PageLink to={organizationPath(organization, `access?action=${permission}`)}>Why?</PageLink>
        </EmptyState>
      ) : error ? (
        <ErrorPanel error={error} title="The roles could not be loaded" onRetry={retry} />
      ) : (
        <Loading what="the roles" rows={12} onRetry={retry} />
      )}
    </>
  );
}

import { useState } from "react";
import { useNavigate } from "react-router";
import type { OrganizationRole, Permission } from "../../api/types.ts";
import { organizationPath, useOrganization, usePermission } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { samePage } from "../../ui/same-page.ts";
import { useToast } from "../../ui/toasts.tsx";
import { DeleteRole } from "./delete-role.tsx";
import { countedHolders } from "./describe-role.ts";
import { MeanwhileNotice } from "./meanwhile-notice.tsx";
import { groupPermissions } from "./permission-groups.ts";
import { RoleBar } from "./role-bar.tsx";
import type { RoleDraft } from "./role-draft.ts";
import { RoleMatrix } from "./role-matrix.tsx";
import { RoleTexts } from "./role-texts.tsx";
import { useRoleDraft } from "./use-role-draft.ts";

interface RoleEditorProps {
  /** Null for a new one. */
  start: OrganizationRole | null;
  /** What a new one is a copy of. */
  copied: OrganizationRole | null;
  copy: RoleDraft;
  roles: readonly OrganizationRole[];
  catalogue: readonly Permission[];
}

const refusalToGive = "You do not hold this yourself, so you cannot give it.";

/** A role in the matrix, as a column of boxes beside the other roles. */
export function RoleEditor({ start, copied, copy, roles, catalogue }: RoleEditorProps) {
  const organization = useOrganization();
  const path = organizationPath(organization, "roles");
  const [isDeleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const toast = useToast();
  const holds = (name: string) => organization.permissions.includes(name);
  const onSaved = (saved: OrganizationRole) => {
    toast({ tone: "success", title: `${saved.name} saved`, detail: "It counts from the next request of whoever holds it." });
    if (saved.id !== start?.id) void navigate(`${path}/${saved.id}`, { replace: true, state: samePage });
  };
  const edit = useRoleDraft({ organizationId: organization.id, role: start, copy, holds, onSaved });
  const foreign = (edit.role?.permissions ?? []).filter((name) => !holds(name));
  const title = edit.role?.name ?? (edit.draft.name.trim() || "New role");
  const mayDelete = usePermission("roles:delete") && edit.role !== null && foreign.length === 0;
  const others = roles.filter(({ id }) => id !== edit.role?.id);
  return (
    <>
      <PageHeader
        title={edit.role ? edit.role.name : "Make a role"}
        lead={
          <>
            <PageLink to={path}>All roles</PageLink>
            {edit.role && <span className="ms-3">Held by {countedHolders(edit.role)}</span>}
          </>
        }
        actions={mayDelete && <Button onClick={() => setDeleting(true)}>Delete role…</Button>}
      />
      <form
        noValidate
        className="grid grid-cols-[minmax(0,1fr)] gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          edit.save();
        }}
      >
        {foreign.length > 0 && (
          <Notice tone="info" title="This role permits more than you may">
            <p>It permits {foreign.join(", ")}, which you do not hold. Only somebody who does can change it.</p>
          </Notice>
        )}
        <MeanwhileNotice meanwhile={edit.meanwhile} onTheirs={edit.discard} />
        <RoleTexts edit={edit} roles={roles} copied={copied} isHeld={foreign.length > 0} />
        <RoleMatrix
          groups={groupPermissions(catalogue)}
          roles={others}
          onPhone={copied ? [copied.id] : []}
          edited={{
            title,
            permissions: edit.draft.permissions,
            before: edit.before,
            refusal: (name) => (foreign.length > 0 ? "" : holds(name) ? null : refusalToGive),
            onToggle: edit.toggle,
          }}
        />
        <RoleBar edit={edit} copied={copied} isHeld={foreign.length > 0} />
      </form>
      <LeaveGuard dirty={edit.dirty && !edit.busy && !isDeleting} what="the changes" />
      {isDeleting && edit.role && (
        <DeleteRole
          role={roles.find(({ id }) => id === edit.role?.id) ?? edit.role}
          roles={others}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(path, { state: samePage })}
        />
      )}
    </>
  );
}

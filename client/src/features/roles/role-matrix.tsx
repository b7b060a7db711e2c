import type { ReactNode } from "react";
import type { OrganizationRole, Permission } from "../../api/types.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Mono } from "../../ui/mono.tsx";
import type { PermissionGroup } from "./permission-groups.ts";

/** A column that is being edited; it stands first. */
interface EditedColumn {
  title: string;
  permissions: readonly string[];
  /** What was so before, to show what changes. */
  before: readonly string[];
  /** Why a permission cannot be chosen or taken, empty where it goes without saying; null when it can. */
  refusal: (name: Permission["name"]) => string | null;
  onToggle: (name: Permission["name"]) => void;
}

interface RoleMatrixProps {
  groups: PermissionGroup[];
  roles: readonly OrganizationRole[];
  /** Those that a phone shows beside the permissions; it has room for two at most. */
  onPhone: readonly string[];
  edited?: EditedColumn | undefined;
  /** What stands under the name of a role. */
  renderUnder?: (role: OrganizationRole) => ReactNode;
}

/** With more columns than this the table moves sideways in a place of its own; on a narrower window always. */
const mostColumns = 7;

/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what moves sideways has to do so with the keyboard, too */
/** Permissions by roles. */
export function RoleMatrix({ groups, roles, onPhone, edited, renderUnder }: RoleMatrixProps) {
  const wide = roles.length + (edited ? 1 : 0) > mostColumns;
  const head = classNames("sticky z-[2] bg-canvas", wide ? "top-12 md:top-0" : "top-12 md:max-xl:top-0");
  const phone = (role: OrganizationRole) => !onPhone.includes(role.id) && "max-md:hidden";
  return (
    // A place of its own holds what is hidden in it, too, which would else make the page longer.
    <section
      aria-label="Permissions by role"
      tabIndex={0}
      className={classNames(
        "relative isolate",
        wide ? "md:max-h-[calc(100dvh-8rem)] md:overflow-auto" : "md:max-xl:max-h-[calc(100dvh-8rem)] md:max-xl:overflow-auto",
        roles.length < 3 && !edited && "max-w-3xl",
      )}
    >
      <table className="w-full border-separate border-spacing-0 text-start" aria-label="Permissions by role">
        <thead>
          <tr>
            <th
              scope="col"
              className={classNames(
                head,
                "start-0 z-[3] min-w-28 md:min-w-40 border-b border-line py-2 pe-3 text-start align-bottom text-small font-semibold text-ink-3",
              )}
            >
              Permission
            </th>
            {edited && (
              <th
                scope="col"
                className={classNames(head, "min-w-20 border-b-2 md:min-w-24 border-accent px-1 md:px-2 py-2 align-bottom wrap-anywhere")}
              >
                {edited.title}
              </th>
            )}
            {roles.map((role) => (
              <th
                key={role.id}
                scope="col"
                className={classNames(
                  head,
                  "min-w-20 border-b md:min-w-24 border-line px-1 md:px-2 py-2 align-bottom font-normal",
                  phone(role),
                )}
              >
                <span className="font-semibold wrap-anywhere">{role.name}</span>
                {renderUnder?.(role)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, permissions }) => (
          <tbody key={title}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={roles.length + (edited ? 2 : 1)}
                className="border-b border-line pt-5 pb-1.5 text-start text-small font-semibold text-ink-2"
              >
                {title}
              </th>
            </tr>
            {permissions.map((permission) => (
              <tr key={permission.name} className="group">
                <th scope="row" className={`${cell} sticky start-0 z-[1] bg-canvas pe-3 text-start font-normal`}>
                  <span className="grid gap-0.5">
                    <span>{permission.description}</span>
                    <span className="text-small text-ink-3">
                      <Mono>{permission.name}</Mono>
                    </span>
                    {edited && <Refusal edited={edited} name={permission.name} />}
                  </span>
                </th>
                {edited && <EditedCell edited={edited} permission={permission} />}
                {roles.map((role) => (
                  <td key={role.id} className={classNames(cell, "text-center", phone(role))}>
                    <Holds value={role.permissions.includes(permission.name)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

const plainCell = "border-b border-line px-2 py-1.5 first:ps-0";
const cell = `${plainCell} group-hover:bg-chosen`;

/** A check or a dash, and the word for it. */
function Holds({ value }: { value: boolean }) {
  return (
    <span className={classNames("inline-grid size-4 place-items-center align-middle", value ? "text-accent" : "text-ink-3")}>
      {value ? <Icon name="check" /> : <span aria-hidden="true">–</span>}
      <span className="sr-only">{value ? "Yes" : "No"}</span>
    </span>
  );
}

const refusalId = (name: string) => `refusal-${name.replace(":", "-")}`;

function Refusal({ edited, name }: { edited: EditedColumn; name: Permission["name"] }) {
  const refusal = edited.refusal(name);
  return (
    refusal && (
      <span id={refusalId(name)} className="text-small text-warn">
        {refusal}
      </span>
    )
  );
}

/** The whole cell is the box's, for the finger. What differs from what is saved says so. */
function EditedCell({ edited, permission: { name, description } }: { edited: EditedColumn; permission: Permission }) {
  const has = edited.permissions.includes(name);
  const had = edited.before.includes(name);
  const refusal = edited.refusal(name);
  return (
    <td className={classNames("text-center", has === had ? cell : `${plainCell} ${has ? "bg-accent-soft" : "bg-danger-soft"}`)}>
      <label
        className={classNames(
          "inline-flex min-h-8 min-w-11 touch-target items-center justify-center gap-1",
          refusal === null && "cursor-pointer",
        )}
      >
        <span className="sr-only">
          {edited.title}: {description}
        </span>
        <input
          type="checkbox"
          checked={has}
          disabled={refusal !== null}
          aria-describedby={refusal ? refusalId(name) : undefined}
          onChange={() => edited.onToggle(name)}
          className="size-4 accent-accent"
        />
        {has !== had && (
          <span className={classNames("text-small font-semibold", has ? "text-accent" : "text-danger")}>
            <span aria-hidden="true">{has ? "+" : "−"}</span>
            <span className="sr-only">{has ? "added" : "taken away"}</span>
          </span>
        )}
      </label>
    </td>
  );
}

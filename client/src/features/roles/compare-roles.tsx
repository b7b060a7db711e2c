import type { OrganizationRole } from "../../api/types.ts";
import { ChoiceLine } from "../../ui/choice-line.tsx";
import { SelectField } from "../../ui/select.tsx";

/** What of the matrix is looked at: one role or all, beside another, and only where they differ. */
export interface RoleView {
  role: string | null;
  beside: string | null;
  isDifferences: boolean;
}

/** Reads the view from the query of the address, so that it can be sent to somebody. */
export function readView(query: URLSearchParams): RoleView {
  return { role: query.get("role"), beside: query.get("beside"), isDifferences: query.has("differences") };
}

/** The query for a view. */
export function writeView({ role, beside, isDifferences }: RoleView): URLSearchParams {
  return new URLSearchParams({ ...(role && { role }), ...(beside && { beside }), ...(isDifferences && { differences: "" }) });
}

interface CompareRolesProps {
  roles: readonly OrganizationRole[];
  view: RoleView;
  /** What a phone shows as long as none was chosen. */
  onPhone: string;
  onView: (view: RoleView) => void;
}

/** Chooses what of the matrix is looked at. */
export function CompareRoles({ roles, view, onPhone, onView }: CompareRolesProps) {
  const choices = roles.map(({ id, name }) => ({ value: id, label: name }));
  const others = choices.filter(({ value }) => value !== view.role);
  const chooseRole = (value: string) => onView({ ...view, role: value || null, beside: value === view.beside ? null : view.beside });
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="max-md:hidden">
        <SelectField
          label="Role"
          name="role"
          value={view.role ?? ""}
          choices={[{ value: "", label: "All roles" }, ...choices]}
          onChoose={chooseRole}
        />
      </div>
      <div className="md:hidden">
        <SelectField label="Role" name="role" value={view.role ?? onPhone} choices={choices} onChoose={chooseRole} />
      </div>
      <SelectField
        label="Compare with"
        name="beside"
        value={view.beside ?? ""}
        choices={[{ value: "", label: "No other" }, ...others]}
        onChoose={(value) => onView({ ...view, role: value ? (view.role ?? onPhone) : view.role, beside: value || null })}
      />
      <ChoiceLine
        kind="checkbox"
        checked={view.isDifferences}
        onChange={(event) => onView({ ...view, isDifferences: event.target.checked })}
      >
        Differences only
      </ChoiceLine>
    </div>
  );
}

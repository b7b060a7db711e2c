import { useNavigate } from "react-router";
import type { OrganizationRole } from "../../api/types.ts";
import { SelectField } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { useRoleDraft } from "./use-role-draft.ts";

interface RoleTextsProps {
  edit: ReturnType<typeof useRoleDraft>;
  roles: readonly OrganizationRole[];
  copied: OrganizationRole | null;
  /** It cannot be changed by whoever looks. */
  isHeld: boolean;
}

/** What the role is called and what it is for; of a new one also what it begins with. */
export function RoleTexts({ edit, roles, copied, isHeld }: RoleTextsProps) {
  const navigate = useNavigate();
  const { draft, change, startFrom: startAt, role, meanwhile } = edit;
  const startFrom = (id: string) => {
    const copy = roles.find((one) => one.id === id);
    startAt(copy?.permissions ?? []);
    void navigate({ search: id ? `?from=${id}` : "" }, { replace: true, preventScrollReset: true });
  };
  return (
    <div className="grid max-w-3xl gap-5 md:grid-cols-2">
      <TextField
        label="Name"
        name="name"
        autoComplete="off"
        required
        maxLength={80}
        readOnly={isHeld}
        value={draft.name}
        error={edit.nameError}
        onChange={(event) => change({ name: event.target.value })}
      />
      <TextField
        label="What it is for"
        name="description"
        optional
        autoComplete="off"
        maxLength={300}
        readOnly={isHeld}
        value={draft.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      {role === null && meanwhile === null && (
        <SelectField
          label="Start from"
          name="from"
          hint="Takes what that role permits, as far as you hold it yourself."
          value={copied?.id ?? ""}
          choices={[{ value: "", label: "Nothing" }, ...roles.map(({ id, name }) => ({ value: id, label: `A copy of ${name}` }))]}
          onChoose={startFrom}
        />
      )}
    </div>
  );
}

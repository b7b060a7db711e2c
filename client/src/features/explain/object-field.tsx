import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { oneMember } from "./explain-queries.ts";
import { MemberField } from "./member-field.tsx";
import { type AccessQuestion, isObjectType, type ObjectType, objectTypes } from "./question.ts";

interface ObjectFieldProps {
  question: AccessQuestion;
  onObject: (type: ObjectType | null, id: string) => void;
}

/** To what it is done: the organization itself, or one thing in it. */
export function ObjectField({ question: { type, id }, onObject }: ObjectFieldProps) {
  const { name } = useOrganization();
  return (
    <div className="grid gap-3">
      <SelectField
        label="To what"
        name="type"
        value={type ?? ""}
        choices={[{ value: "", label: name }, ...objectTypes]}
        onChoose={(value) => onObject(isObjectType(value) ? value : null, "")}
      />
      {type === "member" && id === "" && <MemberField label="Which member" onMember={(userId) => onObject(type, userId)} />}
      {type !== null && (type !== "member" || id !== "") && <IdField key={`${type} ${id}`} type={type} id={id} onObject={onObject} />}
    </div>
  );
}

/** Its id, which the address of its page or a line of the activity tells. */
function IdField({ type, id, onObject }: { type: ObjectType; id: string; onObject: ObjectFieldProps["onObject"] }) {
  const organization = useOrganization();
  const [typed, setTyped] = useState(id);
  const member = useQuery({ ...oneMember(organization.id, id), enabled: type === "member" && id !== "" });
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onObject(type, typed.trim());
      }}
    >
      <TextField
        label="Its id"
        name="id"
        hint={member.data ? member.data.user.name : type === "role" ? "Such as viewer, or the id of one of your own." : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" className="mt-6.5 min-h-9" disabled={typed.trim() === id}>
        Ask
      </Button>
    </form>
  );
}

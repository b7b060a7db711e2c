import { useState } from "react";
import type { Member } from "../../api/types.ts";
import { useOrganization } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/select.tsx";
import { changeRole, removeMember } from "./change-role.ts";
import { type OneResult, useOneByOne } from "./use-one-by-one.ts";
import { useGrantableRoles } from "./use-grantable-roles.ts";

interface ManyDialogProps {
  act: "role" | "remove";
  members: readonly Member[];
  /** `isDone`: it was begun, so nobody needs to stay chosen. */
  onClose: (isDone: boolean) => void;
}

/** Asks before something is done to several members, does it one after the other, and tells of each how it went. */
export function ManyDialog({ act, members, onClose }: ManyDialogProps) {
  const { id: organizationId, name } = useOrganization();
  // Each new owner needs a fresh proof and a thought of its own.
  const roles = useGrantableRoles().grantable.filter(({ id }) => id !== "owner");
  const [picked, setPicked] = useState<string | null>(null);
  const roleId = picked ?? roles.at(-1)?.id ?? "viewer";
  const isRemoval = act === "remove";
  const { state, resultOf, done, begin } = useOneByOne(members, async (shown) => {
    if (isRemoval) return removeMember(organizationId, shown.user.id);
    const { kind, now } = await changeRole({ organizationId, shown, roleId });
    if (kind === "conflict") throw new Error(`Somebody else made them ${now.role.name} meanwhile.`);
    return now;
  });
  const people = `${members.length} ${members.length === 1 ? "member" : "members"}`;
  const sum = `${done} of ${people} ${isRemoval ? "removed" : "changed"}`;
  return (
    <Dialog
      open
      title={state === "over" ? sum : isRemoval ? `Remove ${people} from ${name}?` : `Change the role of ${people}`}
      lead={
        state === "asked" &&
        (isRemoval
          ? "On their next click they are out, on every device, and are told. Their accounts stay. You can invite them again."
          : "It holds on their next click. They are told.")
      }
      onClose={() => state !== "under way" && onClose(state === "over")}
    >
      {!isRemoval && state === "asked" && (
        <SelectField
          label="Role"
          value={roleId}
          choices={roles.map(({ id, name: label }) => ({ value: id, label }))}
          onChoose={setPicked}
        />
      )}
      <ul className="-my-1 max-h-[40dvh] overflow-y-auto">
        {members.map((member) => (
          <li key={member.user.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line py-1.5 last:border-0">
            <span className="min-w-0 wrap-anywhere">{member.user.name}</span>
            <Result result={resultOf(member)} role={member.role.name} isRemoval={isRemoval} />
          </li>
        ))}
      </ul>
      <output className="sr-only">{state === "over" && sum}</output>
      <div className="flex flex-wrap justify-end gap-2">
        {state === "over" ? (
          <Button variant="primary" onClick={() => onClose(true)}>
            Close
          </Button>
        ) : (
          <>
            <Button disabled={state === "under way"} onClick={() => onClose(false)}>
              Cancel
            </Button>
            <Button
              variant={isRemoval ? "danger" : "primary"}
              busy={state === "under way"}
              busyLabel={isRemoval ? "Removing…" : "Changing…"}
              onClick={() => void begin()}
            >
              {isRemoval ? `Remove ${people}` : "Change role"}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Result({ result, role, isRemoval }: { result: OneResult; role: string; isRemoval: boolean }) {
  if (result.state === "waits") return <span className="text-ink-3">{role}</span>;
  if (result.state === "doing") return <span className="text-ink-3">{isRemoval ? "Removing…" : "Changing…"}</span>;
  if (result.state === "kept") return <span className="col-span-2 text-small text-danger">{result.why}</span>;
  return <span className="font-medium text-accent">{isRemoval ? "Removed" : "Changed"}</span>;
}

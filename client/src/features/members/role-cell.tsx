import { Suspense, useState } from "react";
import type { Member, OrganizationRole } from "../../api/types.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Select } from "../../ui/select.tsx";
import { AskOwner } from "./dialogs.tsx";
import { type RoleNote, useRoleChange } from "./use-role-change.ts";

interface RoleCellProps {
  member: Member;
  /** What the reader may give; without the member's own role among them they may not take it either. */
  grantable: readonly OrganizationRole[];
  mayChange: boolean;
  /** There is no network. */
  readOnly: boolean;
}

/** The role of a member: a word, or the choice of another one for whoever may give it. */
export function RoleCell({ member, grantable, mayChange, readOnly }: RoleCellProps) {
  const { roleId, busy, note, change } = useRoleChange(member);
  const [asksOwner, setAsksOwner] = useState(false);
  const { user, role } = member;
  if (!mayChange || !grantable.some(({ id }) => id === role.id)) return <span className="md:py-1">{role.name}</span>;
  return (
    <div className="grid min-w-0 justify-items-start gap-1">
      <Select
        aria-label={`Role of ${user.name}`}
        aria-busy={busy}
        disabled={readOnly}
        value={roleId}
        choices={grantable.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(chosen) => (chosen === "owner" ? setAsksOwner(true) : change(chosen))}
        className="w-full md:max-w-40"
      />
      <output className="text-small text-ink-3">{note && <Note note={note} name={user.name} onUndo={change} />}</output>
      {asksOwner && (
        <Suspense>
          <AskOwner
            name={user.name}
            onConfirm={() => {
              setAsksOwner(false);
              change("owner");
            }}
            onCancel={() => setAsksOwner(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

function Note({ note, name, onUndo }: { note: RoleNote; name: string; onUndo: (roleId: string) => void }) {
  if (note.kind === "conflict") return <span className="text-warn">Somebody else made them {note.now} meanwhile.</span>;
  if (note.kind === "refused")
    return (
      <span className="text-danger">
        {note.why} {note.requestId && <Mono>{note.requestId}</Mono>}
      </span>
    );
  const { id, name: before } = note.before;
  return (
    <>
      Was {before}.{" "}
      {id !== "owner" && (
        <LinkButton onClick={() => onUndo(id)}>
          Undo
          <span className="sr-only">
            : make {name} {before} again
          </span>
        </LinkButton>
      )}
    </>
  );
}

import type { OrganizationRole } from "../../api/types.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Mono } from "../../ui/mono.tsx";
import type { RoleDiff } from "./role-draft.ts";
import type { useRoleDraft } from "./use-role-draft.ts";

interface RoleBarProps {
  edit: ReturnType<typeof useRoleDraft>;
  copied: OrganizationRole | null;
  /** It cannot be changed by whoever looks. */
  isHeld: boolean;
}

/** Stays at the lower edge of the window while a role is edited: what saving would change, and the ways to do it or not. */
export function RoleBar({ edit, copied, isHeld }: RoleBarProps) {
  const { online } = useOnline();
  const { dirty, diff, role, busy, error } = edit;
  if (isHeld) return null;
  return (
    <div className="sticky bottom-14 z-10 -mx-4 grid gap-3 border-t border-line bg-canvas px-4 py-3 md:bottom-0 md:-mx-6 md:px-6">
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Saving" secondsLeft={0} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <RoleChanges diff={diff} isNew={role === null} start={copied && `As ${copied.name}`} />
        </div>
        <div className="ms-auto flex flex-wrap gap-2">
          {dirty && role && (
            <Button variant="quiet" onClick={edit.discard}>
              Discard
            </Button>
          )}
          <Button type="submit" variant="primary" busy={busy} busyLabel="Saving…" disabled={!online || (!dirty && role !== null)}>
            {role ? "Save role" : "Make role"}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface RoleChangesProps {
  diff: RoleDiff;
  isNew: boolean;
  /** What a new one begins with. */
  start: string | null;
}

/** What is added and what is taken away, each with a sign and a word. */
function RoleChanges({ diff: { name, description, added, taken }, isNew, start }: RoleChangesProps) {
  const texts = [...(name && !isNew ? ["name"] : []), ...(description && !isNew ? ["description"] : [])];
  if (added.length + taken.length + texts.length === 0) {
    return <p className="text-ink-3">{isNew ? `${start ?? "It permits nothing yet"}.` : "Nothing is changed."}</p>;
  }
  return (
    <ul aria-label="Changes" className="flex max-h-24 flex-wrap gap-1.5 overflow-y-auto">
      {isNew && start && <li className="py-0.5">{start}, but</li>}
      {texts.map((text) => (
        <li key={text} className="rounded-chip bg-sunken px-1.5 py-0.5">
          another {text}
        </li>
      ))}
      {added.map((permission) => (
        <li key={permission} className="rounded-chip bg-accent-soft px-1.5 py-0.5 text-accent">
          <span aria-hidden="true">+ </span>
          <span className="sr-only">added: </span>
          <Mono>{permission}</Mono>
        </li>
      ))}
      {taken.map((permission) => (
        <li key={permission} className="rounded-chip bg-danger-soft px-1.5 py-0.5 text-danger">
          <span aria-hidden="true">− </span>
          <span className="sr-only">taken away: </span>
          <Mono>{permission}</Mono>
        </li>
      ))}
    </ul>
  );
}

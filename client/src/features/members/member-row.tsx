import type { ReactNode } from "react";
import type { Member, OrganizationRole } from "../../api/types.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Time } from "../../ui/time.tsx";
import { RoleCell } from "./role-cell.tsx";

/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see member-ledger.tsx */

interface MemberRowProps {
  member: Member;
  /** It is the reader. */
  isOwn: boolean;
  /** Null where several cannot be chosen. */
  choice: { isChosen: boolean; onChoose: (isChosen: boolean) => void } | null;
  grantable: readonly OrganizationRole[];
  mayUpdate: boolean;
  mayRemove: boolean;
  /** There is no network. */
  readOnly: boolean;
  onRemove: () => void;
  onLeave: () => void;
}

/** One member: who they are, their role, and the ways to change it and to end it. */
export function MemberRow(props: MemberRowProps) {
  const { member, isOwn, choice, grantable, mayUpdate, mayRemove, readOnly, onRemove, onLeave } = props;
  const { user, hasSecondFactor, lastSeenAt, joinedAt, isDisabled } = member;
  return (
    <tr
      role="row"
      className={classNames(
        "border-b border-line last:border-0 max-md:grid max-md:items-start max-md:gap-x-2 max-md:gap-y-1 max-md:py-2.5",
        choice ? "max-md:grid-cols-[1.75rem_minmax(0,1fr)_auto]" : "max-md:grid-cols-[0_minmax(0,1fr)_auto]",
        choice?.isChosen && "bg-chosen",
      )}
    >
      {choice && (
        <td role="cell" className="w-9 py-2 align-top max-md:col-start-1 max-md:row-start-1 max-md:py-0">
          {!isOwn && (
            <label className="grid size-4 place-items-center max-md:-ms-3 max-md:-mt-2.5 max-md:size-11">
              <input
                type="checkbox"
                aria-label={`Choose ${user.name}`}
                checked={choice.isChosen}
                onChange={({ target }) => choice.onChoose(target.checked)}
                className="size-4 accent-accent"
              />
            </label>
          )}
        </td>
      )}
      <td role="cell" className={classNames(cell, "max-md:col-span-2 max-md:col-start-2 max-md:row-start-1")}>
        <div className="flex min-w-0 items-start gap-2.5">
          <Avatar kind="person" name={user.name} />
          <div className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="min-w-0 font-medium wrap-anywhere">{user.name}</span>
              {isOwn && <Mark>You</Mark>}
              {isDisabled && <Mark isWarning>Shut out</Mark>}
            </p>
            <p className="text-small wrap-anywhere text-ink-3">
              <EmailAddress value={user.email} />
            </p>
          </div>
        </div>
      </td>
      <td role="cell" className={classNames(cell, "max-md:col-start-2 max-md:row-start-2 max-md:self-center max-md:ps-7.5")}>
        <RoleCell member={member} grantable={grantable} mayChange={mayUpdate && !isOwn} readOnly={readOnly} />
      </td>
      {mayUpdate && (
        <td role="cell" className={classNames(cell, "max-md:hidden")}>
          {hasSecondFactor ? "Yes" : <span className="text-warn">None</span>}
        </td>
      )}
      <td role="cell" className={classNames(cell, "max-md:hidden")}>
        {lastSeenAt ? <Time at={lastSeenAt} as="distance" /> : <span className="text-ink-3">Not here</span>}
      </td>
      <td role="cell" className={classNames(cell, "max-md:hidden")}>
        <Time at={joinedAt} as="day" />
      </td>
      <td role="cell" className="py-1.5 text-end align-top max-md:col-start-3 max-md:row-start-2 max-md:py-0">
        {isOwn ? (
          <Button size="small" disabled={readOnly} onClick={onLeave}>
            Leave…
          </Button>
        ) : (
          mayRemove && (
            <Button size="small" aria-label={`Remove ${user.name}…`} disabled={readOnly} onClick={onRemove}>
              Remove…
            </Button>
          )
        )}
      </td>
      <td role="cell" className={classNames(below, "ps-7.5 text-small text-ink-3 max-md:row-start-3 md:hidden")}>
        {mayUpdate && (
          <>
            {hasSecondFactor ? "Second factor" : <span className="text-warn">No second factor</span>}
            {" · "}
          </>
        )}
        {lastSeenAt ? (
          <>
            seen <Time at={lastSeenAt} as="distance" />
          </>
        ) : (
          "not here"
        )}
        {" · joined "}
        <Time at={joinedAt} as="day" />
      </td>
    </tr>
  );
}

const cell = "min-w-0 py-2 pe-3 align-top wrap-anywhere max-md:p-0";
/** On a phone: under the name. */
const below = "max-md:col-span-2 max-md:col-start-2";

function Mark({ isWarning = false, children }: { isWarning?: boolean; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "rounded-chip border px-1.5 text-small whitespace-nowrap",
        isWarning ? "border-warn/40 text-warn" : "border-line text-ink-2",
      )}
    >
      {children}
    </span>
  );
}

import { Suspense, useState } from "react";
import type { Member } from "../../api/types.ts";
import { usePermission } from "../../lib/organization.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { useOnline } from "../../lib/use-online.ts";
import { classNames } from "../../ui/class-names.ts";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { LeaveOrganization, RemoveMember } from "./dialogs.tsx";
import { ManyMembers } from "./many-members.tsx";
import { MemberRow } from "./member-row.tsx";
import { useGrantableRoles } from "./use-grantable-roles.ts";

/*
 * A real table on a wide window, two or three lines per member on a phone. The roles are written out because browsers drop those of a
 * table whose parts are laid out as a grid.
 */
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see above */

/** The members, each with what the reader may do about them; several at once, too. */
export function MemberLedger({ members, isDimmed }: { members: readonly Member[]; isDimmed: boolean }) {
  const { user: own } = useSignedIn();
  const { online } = useOnline();
  const mayUpdate = usePermission("members:update");
  const mayRemove = usePermission("members:remove");
  const { grantable } = useGrantableRoles();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Member | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);
  const place = useFocusKept<HTMLDivElement>(members.length);
  // Nobody is chosen who is not seen, nor oneself.
  const others = members.filter(({ user }) => user.id !== own.id);
  const many = others.filter(({ user }) => chosen.has(user.id));
  const mayChoose = (mayUpdate || mayRemove) && others.length > 1;
  const choose = (userId: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(userId);
    else next.delete(userId);
    setChosen(next);
  };
  const headings = [
    { name: "Member" },
    { name: "Role", width: "w-44" },
    { name: "Second factor", width: "w-28", isShown: mayUpdate },
    { name: "Last seen", width: "w-32" },
    { name: "Joined", width: "w-28" },
  ].filter(({ isShown = true }) => isShown);
  return (
    <div ref={place} tabIndex={-1} className={classNames("outline-none transition-opacity", isDimmed && "opacity-60")}>
      {mayChoose && <ManyMembers members={many} onDone={() => setChosen(new Set())} />}
      <table role="table" aria-label="Members" className="w-full table-fixed border-collapse text-start max-md:block">
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-b border-line text-small text-ink-3">
            {mayChoose && (
              <th role="columnheader" scope="col" className="w-9 text-start">
                <input
                  type="checkbox"
                  aria-label="Choose all that are shown"
                  checked={many.length === others.length}
                  onChange={({ target }) => setChosen(new Set(target.checked ? others.map(({ user }) => user.id) : []))}
                  className="size-4 align-middle accent-accent"
                />
              </th>
            )}
            {headings.map(({ name, width }) => (
              <th key={name} role="columnheader" scope="col" className={classNames("py-1.5 pe-3 text-start font-semibold", width)}>
                {name}
              </th>
            ))}
            <th role="columnheader" scope="col" className="w-24">
              <span className="sr-only">Remove or leave</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block">
          {members.map((member) => (
            <MemberRow
              key={member.user.id}
              member={member}
              isOwn={member.user.id === own.id}
              choice={mayChoose ? { isChosen: chosen.has(member.user.id), onChoose: (is) => choose(member.user.id, is) } : null}
              grantable={grantable}
              mayUpdate={mayUpdate}
              mayRemove={mayRemove}
              readOnly={!online}
              onRemove={() => setAsked(member)}
              onLeave={() => setIsLeaving(true)}
            />
          ))}
        </tbody>
      </table>
      <Suspense>
        {asked && <RemoveMember member={asked} onClose={() => setAsked(null)} />}
        {isLeaving && <LeaveOrganization onClose={() => setIsLeaving(false)} />}
      </Suspense>
    </div>
  );
}

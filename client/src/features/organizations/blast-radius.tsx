import { useState } from "react";
import type { BlastRadius as Radius } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { Time } from "../../ui/time.tsx";

const undoMs = 14 * 86_400_000;

/** What happens at once, what is deleted in the end, and how much of it there is. */
export function BlastRadius({ radius }: { radius: Radius }) {
  const { members, membersWithoutOther, invitations, domains, customRoles } = radius;
  const [until] = useState(() => new Date(Date.now() + undoMs).toISOString());
  const lines = [
    { count: members, one: "member is shut out from the next click on", more: "members are shut out from the next click on" },
    { count: membersWithoutOther, one: "of them belongs to no other organization", more: "of them belong to no other organization" },
    { count: invitations, one: "open invitation can be accepted no more", more: "open invitations can be accepted no more" },
    { count: domains, one: "mail domain lets nobody in any more", more: "mail domains let nobody in any more" },
    { count: customRoles, one: "role of its own is deleted with it", more: "roles of its own are deleted with it" },
  ];
  return (
    <>
      <ul className="grid gap-1">
        {lines.map(
          ({ count, one, more }) =>
            count > 0 && (
              <li key={more} className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-baseline gap-2">
                <span className="text-end font-mono font-semibold text-ink">{formatNumber(count)}</span>
                <span>{count === 1 ? one : more}</span>
              </li>
            ),
        )}
      </ul>
      <p>
        All members are told. Until <Time at={until} as="day" /> an owner can open it again; then it is deleted for good.
      </p>
    </>
  );
}

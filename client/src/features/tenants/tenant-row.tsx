import type { AnswerOf } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { initialsOf } from "../../lib/organization.ts";
import { Link } from "../../ui/link.tsx";
import { Mono } from "../../ui/mono.tsx";
import { Seal } from "../../ui/seal.tsx";
import { Time } from "../../ui/time.tsx";

type Tenant = AnswerOf<"GET /instance/organizations">["items"][number];

/** One organization of the list; the whole row leads to where one may look into it. */
export function TenantRow({ tenant: { id, name, slug, members, createdAt, closedAt } }: { tenant: Tenant }) {
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 border-b border-line py-2 last:border-0 hover:bg-chosen md:grid-cols-[auto_minmax(0,1fr)_7rem_8rem] md:gap-x-4">
      <Seal letter={initialsOf(name)} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <Link
            to={`/instance/organizations/${id}`}
            className="min-w-0 font-medium wrap-anywhere text-ink after:absolute after:inset-0 hover:underline"
          >
            {name}
          </Link>
          {closedAt && <span className="rounded-chip bg-warn-soft px-1.5 text-small text-warn">Closed</span>}
        </p>
        <p className="text-small text-ink-3">
          <Mono>{slug}</Mono>
        </p>
      </div>
      <p className="text-small text-ink-2 max-md:col-start-2">
        {formatNumber(members)} {members === 1 ? "member" : "members"}
      </p>
      <p className="text-small text-ink-3 max-md:col-start-2">
        Since <Time at={createdAt} as="day" />
      </p>
    </li>
  );
}

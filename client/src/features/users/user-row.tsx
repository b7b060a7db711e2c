import { Link } from "../../ui/link.tsx";
import type { ListedUser } from "../../api/types.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Time } from "../../ui/time.tsx";
import { UserMarks } from "./user-marks.tsx";

/** One person of the list; the whole row leads to them. */
export function UserRow({ user }: { user: ListedUser }) {
  return (
    <li className="relative grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 border-b border-line py-2 last:border-0 hover:bg-chosen md:grid-cols-[auto_minmax(0,1fr)_auto] md:gap-x-4">
      <Avatar kind="person" name={user.name} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <Link
            to={`/instance/users/${user.id}`}
            className="min-w-0 font-medium wrap-anywhere text-ink after:absolute after:inset-0 hover:underline"
          >
            {user.name}
          </Link>
          <UserMarks user={user} />
        </p>
        <p className="text-small wrap-anywhere text-ink-3">
          <EmailAddress value={user.email} />
        </p>
      </div>
      <p className="text-small text-ink-3 max-md:col-start-2">
        Since <Time at={user.createdAt} as="day" />
      </p>
    </li>
  );
}

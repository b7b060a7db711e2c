import type { LookIntoOrganization } from "../../api/types.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Time } from "../../ui/time.tsx";

/** The members, each leading to their account. */
export function TenantMembers({ members }: { members: LookIntoOrganization["members"]["items"] }) {
  return (
    <ul className="-mt-3">
      {members.map(({ userId, name, email, role, joinedAt }) => (
        <li
          key={userId}
          className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line py-2 last:border-0 md:grid-cols-[auto_minmax(0,1fr)_7rem_8rem]"
        >
          <Avatar kind="person" name={name} />
          <div className="min-w-0">
            <p className="wrap-anywhere">
              <PageLink to={`/instance/users/${userId}`}>{name}</PageLink>
            </p>
            <p className="text-small wrap-anywhere text-ink-3">
              <EmailAddress value={email} />
            </p>
          </div>
          <p className="text-ink-2">{role.name}</p>
          <p className="text-small text-ink-3 max-md:col-start-2">
            Since <Time at={joinedAt} as="day" />
          </p>
        </li>
      ))}
    </ul>
  );
}

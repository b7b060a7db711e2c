import type { OwnOrganization } from "../../api/types.ts";
import { initialsOf, organizationPath } from "../../lib/organization.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/link.tsx";
import { Seal } from "../../ui/seal.tsx";

/** How a line of the list looks. */
export const placeLook =
  "flex min-h-11 w-full items-center gap-2.5 rounded-control px-2 text-start outline-offset-[-2px] transition-colors hover:bg-sunken";

interface SwitcherPlaceProps {
  organization: OwnOrganization;
  isCurrent: boolean;
  onChosen: () => void;
}

/** One organization. Its address leads in: what it asks for first is asked there. */
export function SwitcherPlace({ organization, isCurrent, onChosen }: SwitcherPlaceProps) {
  const { name, role, erasesAt } = organization;
  return (
    <li>
      <Link
        to={organizationPath(organization)}
        aria-current={isCurrent ? "true" : undefined}
        onClick={onChosen}
        className={classNames(placeLook, isCurrent && "bg-sunken")}
      >
        <Seal letter={initialsOf(name)} />
        <span className="grid min-w-0 flex-1 leading-tight">
          <span className={classNames("truncate", isCurrent && "font-semibold")}>{name}</span>
          <span className="truncate text-small text-ink-3">
            <span className="sr-only">, </span>
            {role.name}
            {erasesAt && " · Closed"}
          </span>
        </span>
        {isCurrent && <Icon name="check" className="text-accent" />}
      </Link>
    </li>
  );
}

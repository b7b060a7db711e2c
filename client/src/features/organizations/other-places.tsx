import { useQuery } from "@tanstack/react-query";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { Section } from "../../ui/section.tsx";
import { myOrganizations } from "./organization-queries.ts";
import { PersonalPlace } from "./personal-place.tsx";
import { SwitcherPlace } from "./switcher-place.tsx";

const most = 5;
const nothing = () => {};

/** Where else the person can act. All of them are in the list at the top. */
export function OtherPlaces({ without }: { without: string }) {
  const { user } = useSignedIn();
  const others = useQuery(myOrganizations).data?.filter(({ id, erasesAt }) => id !== without && !erasesAt) ?? [];
  return (
    <Section title="Switch to another organization">
      <ul className="-mx-2 -mt-1">
        {others.slice(0, most).map((organization) => (
          <SwitcherPlace key={organization.id} organization={organization} isCurrent={false} onChosen={nothing} />
        ))}
        <PersonalPlace userName={user.name} isCurrent={false} onChosen={nothing} />
      </ul>
    </Section>
  );
}

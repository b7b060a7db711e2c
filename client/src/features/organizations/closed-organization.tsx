import type { OwnOrganization } from "../../api/types.ts";
import { Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";

interface ClosedOrganizationProps {
  name: string;
  own: OwnOrganization | undefined;
}

/** Until when a closed organization can be opened again, and by whom. */
export function ClosedOrganization({ name, own }: ClosedOrganizationProps) {
  return (
    <Section title="It is deleted for good">
      <p className="max-w-prose text-ink-2">
        {own?.erasesAt && (
          <>
            On <Time at={own.erasesAt} as="day" />, with all that is in it.{" "}
          </>
        )}
        If that is a mistake, ask an owner of {name} to open it again.
      </p>
    </Section>
  );
}

import { useOrganization, usePermission } from "../../lib/organization.ts";
import { Section } from "../../ui/section.tsx";
import { CloseOrganization } from "./close-organization.tsx";
import { HandOver } from "./hand-over.tsx";
import { LeaveOrganization } from "./leave-organization.tsx";

/** What cannot be taken back by the next click, the mildest first. */
export function DangerZone() {
  const { role } = useOrganization();
  const mayHandOver = usePermission("organization:transfer");
  const mayClose = usePermission("organization:delete");
  return (
    <Section title="Leave, hand over, close">
      <ul className="-mt-3">
        <LeaveOrganization isOwner={role.id === "owner"} />
        {mayHandOver && <HandOver />}
        {mayClose && <CloseOrganization />}
      </ul>
    </Section>
  );
}

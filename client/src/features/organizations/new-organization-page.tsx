import { PageHeader } from "../../ui/page-header.tsx";
import { CreateOrganization } from "./create-organization.tsx";
import { useEnterNew } from "./use-enter-new.ts";

/** One more organization. */
export function NewOrganizationPage() {
  const enter = useEnterNew();
  return (
    <>
      <PageHeader
        title="Create an organization"
        lead="It has its own members, roles and rules, apart from all others. You are its owner."
      />
      <CreateOrganization onCreated={enter} />
    </>
  );
}

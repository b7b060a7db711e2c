import { OrganizationOverview } from "../features/organizations/organization-overview.tsx";
import { addFactor } from "./add-factor.tsx";

/** The overview of an organization, with the part that another feature lends it. */
export function OrganizationOverviewRoute() {
  return <OrganizationOverview addFactor={addFactor} />;
}

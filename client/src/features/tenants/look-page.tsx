import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import type { LookIntoOrganization } from "../../api/types.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { AdministratorsOnly } from "../../ui/administrators-only.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { LookForm } from "./look-form.tsx";
import { TenantDetails } from "./tenant-details.tsx";
import { tenants } from "./tenant-queries.ts";

/** A look into an organization, for administrators of the instance: first why, then what. */
export function LookPage() {
  const { user } = useSignedIn();
  const { id = "" } = useParams();
  return (
    <AdministratorsOnly user={user} title="Only administrators look into organizations" heading={<PageHeader title="Organization" />}>
      <Look key={id} id={id} />
    </AdministratorsOnly>
  );
}

function Look({ id }: { id: string }) {
  // Kept here and nowhere else: what was seen is not to be seen again without a reason.
  const [seen, setSeen] = useState<{ reason: string; organization: LookIntoOrganization } | null>(null);
  const list = useQueryClient().getQueryData(tenants.queryKey);
  const known = list?.pages.flatMap(({ items }) => items).find((one) => one.id === id);
  return (
    <>
      <PageHeader
        title={seen?.organization.name ?? known?.name ?? "Organization"}
        lead={<PageLink to="/instance/organizations">All organizations</PageLink>}
      />
      {seen ? (
        <TenantDetails seen={seen.organization} reason={seen.reason} />
      ) : (
        <LookForm id={id} name={known?.name ?? "the organization"} onSeen={(organization, reason) => setSeen({ organization, reason })} />
      )}
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { organizationPath, useOrganization, usePermission } from "../../lib/organization.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { KeptWhile } from "../../ui/kept-while.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Time } from "../../ui/time.tsx";
import { describeField, fieldNames } from "./describe-policy.ts";
import { draftOf, policyFields } from "./policy-draft.ts";
import { PolicyForm } from "./policy-form.tsx";
import { organizationPolicy, type ReadPolicy } from "./policy-queries.ts";

/** The way to add a second factor right here, lent by another feature. */
export type AddFactor = (props: { isPasskeyOnly: boolean; onAdded: () => void }) => ReactNode;

/** What the organization demands of its members before they may act in it. */
export function PolicyPage({ addFactor }: { addFactor: AddFactor }) {
  const { id } = useOrganization();
  return (
    <>
      <PageHeader
        title="Policies"
        lead="What the organization asks of its members before they may act in it. A change counts from everybody’s next request on."
      />
      <PolicyOf key={id} organizationId={id} addFactor={addFactor} />
    </>
  );
}

function PolicyOf({ organizationId, addFactor }: { organizationId: string; addFactor: AddFactor }) {
  const { data, error, refetch } = useQuery(organizationPolicy(organizationId));
  // What is being edited stays, also when the cache is emptied because the session has ended.
  const [start, setStart] = useState<ReadPolicy | null>(null);
  if (data && !start) setStart(data);
  const mayChange = usePermission("policies:update");
  if (start)
    return (
      <>
        {!mayChange && <ReadOnly read={start} />}
        <KeptWhile shown={mayChange}>
          <PolicyForm start={start} addFactor={addFactor} />
        </KeptWhile>
      </>
    );
  if (error) return <ErrorPanel error={error} title="The policies could not be loaded" onRetry={() => void refetch()} />;
  return <Loading what="the policies" rows={8} onRetry={() => void refetch({ cancelRefetch: true })} />;
}

function ReadOnly({ read: { policy } }: { read: ReadPolicy }) {
  const organization = useOrganization();
  const named = useAuthOptions()?.providers;
  const draft = draftOf(policy);
  return (
    <div className="grid max-w-2xl gap-4">
      <DefinitionList
        items={[
          ...policyFields.map((field) => ({ term: fieldNames[field], value: describeField(field, draft, named), long: true })),
          { term: "Last changed", value: <Time at={policy.updatedAt} />, long: true },
        ]}
      />
      <p className="max-w-prose text-ink-3">
        To change them takes <Mono>policies:update</Mono>, which your role {organization.role.name} does not have. Ask an owner or admin.{" "}
        <PageLink to={organizationPath(organization, "access?action=policies:update")}>Why?</PageLink>
      </p>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { KeptWhile } from "../../ui/kept-while.tsx";
import { Loading } from "../../ui/loading.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { DangerZone } from "./danger-zone.tsx";
import { GeneralForm } from "./general-form.tsx";
import { organizationSettings, type ReadOrganization } from "./organization-queries.ts";

/** What the organization is called and where it is found, and the ways out of it. */
export function SettingsPage() {
  const { id } = useOrganization();
  return <SettingsOf key={id} organizationId={id} />;
}

function SettingsOf({ organizationId }: { organizationId: string }) {
  const { data, error, refetch } = useQuery(organizationSettings(organizationId));
  // What is being edited stays, also when the cache is emptied because the session has ended.
  const [start, setStart] = useState<ReadOrganization | null>(null);
  if (data && !start) setStart(data);
  const mayChange = usePermission("organization:update");
  return (
    <>
      <PageHeader title="Organization settings" />
      <Columns
        main={
          <>
            <Section title="Name and address">
              {!start && error && <ErrorPanel error={error} title="The settings could not be loaded" onRetry={() => void refetch()} />}
              {!start && !error && <Loading what="the settings" rows={4} onRetry={() => void refetch({ cancelRefetch: true })} />}
              {start && !mayChange && <ReadOnly read={start} />}
              {start && (
                <KeptWhile shown={mayChange}>
                  <GeneralForm start={start} />
                </KeptWhile>
              )}
            </Section>
            <DangerZone />
          </>
        }
        side={
          <Section title="Facts">
            {start && (
              <DefinitionList
                items={[
                  { term: "Since", value: <Time at={start.organization.createdAt} as="day" /> },
                  { term: "Organization id", value: <CopyText value={organizationId} what="organization id" />, long: true },
                ]}
              />
            )}
          </Section>
        }
      />
    </>
  );
}

function ReadOnly({ read: { organization } }: { read: ReadOrganization }) {
  const { role } = useOrganization();
  return (
    <>
      <DefinitionList
        items={[
          { term: "Name", value: organization.name },
          { term: "Address", value: <Mono>{`${location.host}/o/${organization.slug}`}</Mono> },
        ]}
      />
      <p className="max-w-prose text-ink-3">
        To change them takes <Mono>organization:update</Mono>, which your role {role.name} does not have. Ask an owner or admin.
      </p>
    </>
  );
}

import { useOrganization } from "../../lib/organization.ts";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import type { AddFactor } from "./entry-refused.tsx";
import { MyTransfers } from "./my-transfers.tsx";
import { NextThings } from "./next-things.tsx";

/** Where one arrives in an organization: what there is to do first, and what one is in it. */
export function OrganizationOverview({ addFactor }: { addFactor: AddFactor }) {
  const { slug, name, role } = useOrganization();
  return (
    <>
      <PageHeader title={name} />
      <Columns
        main={
          <>
            <MyTransfers />
            <NextThings addFactor={addFactor} />
          </>
        }
        side={
          <Section title="You in it">
            <DefinitionList
              items={[
                { term: "Your role", value: role.name },
                { term: "Address", value: <Mono>{`${location.host}/o/${slug}`}</Mono>, long: true },
              ]}
            />
          </Section>
        }
      />
    </>
  );
}

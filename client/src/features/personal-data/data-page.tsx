import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { CheckSignature } from "./check-signature.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { DownloadData } from "./download-data.tsx";
import { WhatStays } from "./what-stays.tsx";

const leaveFor = (address: string) => location.replace(address);

/** What a person can do with what is kept about them: take a copy along, and have it deleted. */
export function DataPage({ leave = leaveFor }: { leave?: (address: string) => void }) {
  return (
    <>
      <PageHeader title="Your data" lead="Take a copy of everything that is kept about you here, or have it deleted." />
      <Columns
        main={
          <>
            <Section title="Download your data">
              <DownloadData />
            </Section>
            <Section title="Delete your account">
              <DeleteAccount leave={leave} />
            </Section>
          </>
        }
        side={
          <>
            <Section title="What a deletion does">
              <WhatStays />
            </Section>
            <Section title="How to check the file">
              <CheckSignature />
            </Section>
          </>
        }
      />
    </>
  );
}

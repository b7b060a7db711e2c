import { useState } from "react";
import { Avatar, Identity, Portrait } from "../ui/avatar.tsx";
import { ChangeList } from "../ui/change-list.tsx";
import { DefinitionList } from "../ui/definition-list.tsx";
import { EntryList } from "../ui/entry-list.tsx";
import { Mono } from "../ui/mono.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { Seal } from "../ui/seal.tsx";
import { Steps } from "../ui/steps.tsx";
import { Ledger, LedgerCell, LedgerDetails, LedgerGroup, LedgerRow } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";

const at = "2026-11-21T10:42:07Z";

/** What shows who did what. */
export function RecordsSample() {
  return (
    <>
      <div className="flex items-center gap-3">
        <Seal letter="G" />
        <Seal letter="N" size="large" />
        {(["person", "agent", "system", "unknown"] as const).map((kind) => (
          <Avatar key={kind} kind={kind} name={kind} />
        ))}
      </div>
      <Portrait name="Ada Lovelace" detail="ada@example.com" note="Administrator of this instance" />
      <DefinitionList
        items={[
          { term: "Moment", value: <Time at={at} /> },
          { term: "Day", value: <Time at={at} as="day" /> },
          { term: "Distance", value: <Time at={at} as="distance" /> },
          { term: "UTC", value: <Time at={at} as="utc" /> },
          { term: "Id", value: <Mono>0193a5b2-7c1e-7d4a-9b3f-4f1c2e8a9d10</Mono>, long: true },
        ]}
      />
      <LedgerSample />
      <EntryList
        entries={[{ key: "1", what: "Tried to sign in", mark: <Outcome value="denied" />, when: <Time at={at} as="distance" /> }]}
      />
      <Steps steps={[{ title: "A step", body: <p>What to do.</p> }]} />
    </>
  );
}

function LedgerSample() {
  const [open, setOpen] = useState(true);
  return (
    <Ledger label="A ledger" columns={[{ name: "Time", width: "w-22" }, { name: "Actor", width: "w-32" }, { name: "Outcome" }]}>
      <LedgerGroup title="Today" columns={3}>
        <LedgerRow name="an example" open={open} onToggle={() => setOpen(!open)} detailsId="sample">
          <LedgerCell place="end">
            <Time at={at} as="clock" />
          </LedgerCell>
          <LedgerCell place="first">
            <Identity kind="agent" name="billing-agent" />
          </LedgerCell>
          <LedgerCell place="third">
            <Outcome value="failure" />
          </LedgerCell>
        </LedgerRow>
        {open && (
          <LedgerDetails id="sample" columns={3}>
            <ChangeList changes={[{ field: "name", before: "Ada L.", after: "Ada Lovelace" }]} />
          </LedgerDetails>
        )}
      </LedgerGroup>
    </Ledger>
  );
}

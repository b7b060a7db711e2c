import { useState } from "react";
import type { MySession } from "../../api/types.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Ledger, LedgerGroup } from "../../ui/table.tsx";
import { deviceColumns, DeviceRow } from "./device-row.tsx";
import { SignOutDevice } from "./sign-out-device.tsx";
import { useDeviceNames } from "./use-device-names.ts";

interface DeviceLedgerProps {
  here: MySession | undefined;
  others: readonly MySession[];
  /** There are further ones to be read. */
  more: boolean;
  /** Nothing can be changed: there is no network. */
  readOnly: boolean;
  onSignOutHere: () => void;
}

/** The devices, this one on top. */
export function DeviceLedger({ here, others, more, readOnly, onSignOutHere }: DeviceLedgerProps) {
  const names = useDeviceNames(here ? [here, ...others] : others);
  const [asked, setAsked] = useState<MySession | null>(null);
  const row = (session: MySession) => (
    <DeviceRow
      key={session.id}
      session={session}
      names={names}
      readOnly={readOnly}
      onSignOut={() => (session.isCurrent ? onSignOutHere() : setAsked(names.shown(session)))}
    />
  );
  return (
    <>
      <Ledger label="Your devices" columns={deviceColumns}>
        {here && (
          <LedgerGroup title="This device" columns={deviceColumns.length}>
            {row(here)}
          </LedgerGroup>
        )}
        {others.length > 0 && (
          <LedgerGroup title="Other devices" columns={deviceColumns.length}>
            {others.map(row)}
          </LedgerGroup>
        )}
      </Ledger>
      {others.length === 0 && !more && (
        <div className="mt-6">
          <EmptyState title="Only this device">
            You are signed in nowhere else. Each further sign-in appears here, and can be signed out from here.
          </EmptyState>
        </div>
      )}
      <LeaveGuard dirty={names.dirty} what="the new name" />
      {asked && <SignOutDevice session={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

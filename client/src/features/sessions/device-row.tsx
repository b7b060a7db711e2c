import { useEffect, useId, useRef, useState } from "react";
import type { MySession } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { Mono } from "../../ui/mono.tsx";
import { LedgerCell, LedgerDetails, LedgerRow } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { describeEntry, nameOf } from "./describe-session.ts";
import { DeviceDetails } from "./device-details.tsx";
import { DeviceName } from "./device-name.tsx";
import { LastSeen } from "./last-seen.tsx";
import { NameEditor } from "./name-editor.tsx";
import type { DeviceNames } from "./use-device-names.ts";

/** The columns of a device, in their order. */
export const deviceColumns = [
  { name: "Device" },
  { name: "Signed in", width: "w-34 lg:w-52 xl:w-72" },
  { name: "Last seen", width: "w-28 lg:w-44 xl:w-56" },
  { name: "Sign out", width: "w-22", unsaid: true },
];

interface DeviceRowProps {
  session: MySession;
  names: DeviceNames;
  /** Nothing can be changed: there is no network. */
  readOnly: boolean;
  onSignOut: () => void;
}

/** One device: what it is called, since when and from where, and the ways to rename it and to sign it out. */
export function DeviceRow({ session: known, names, readOnly, onSignOut }: DeviceRowProps) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const session = names.shown(known);
  const typing = names.typing(known);
  const name = nameOf(session);
  const renameButton = useFocusAfter(typing !== undefined);
  return (
    <>
      <LedgerRow name={name} open={open} onToggle={() => setOpen(!open)} detailsId={detailsId}>
        {typing ? (
          <LedgerCell place="first" columns={deviceColumns.length}>
            <NameEditor
              session={known}
              text={typing.text}
              errors={typing.errors}
              onType={(text) => names.edit(known, text)}
              onSave={() => names.save(known)}
              onCancel={() => names.cancel(known)}
            />
          </LedgerCell>
        ) : (
          <>
            <LedgerCell place="first">
              <DeviceName session={session} readOnly={readOnly} renameButton={renameButton} onRename={() => names.begin(known)} />
            </LedgerCell>
            <LedgerCell place="third">
              <span className="md:hidden">Signed in </span>
              <Time at={session.createdAt} />
              <span className="block text-small text-ink-3">
                {session.place && <span className="block">{session.place}</span>}
                <Mono>{session.ip}</Mono> {describeEntry(session)}
              </span>
            </LedgerCell>
            <LedgerCell place="second">
              <Life session={session} />
            </LedgerCell>
            <LedgerCell place="end">
              <Button size="small" aria-label={`Sign out ${name}`} disabled={readOnly} onClick={onSignOut}>
                Sign out
              </Button>
            </LedgerCell>
          </>
        )}
      </LedgerRow>
      {open && (
        <LedgerDetails flush id={detailsId} columns={deviceColumns.length}>
          <DeviceDetails session={session} />
        </LedgerDetails>
      )}
    </>
  );
}

function Life({ session: { isCurrent, lastSeenAt, idleExpiresAt } }: { session: MySession }) {
  return (
    <>
      {isCurrent ? (
        "In use now"
      ) : (
        <>
          <span className="md:hidden">Last seen </span>
          <span className="md:inline-block md:first-letter:uppercase">
            <LastSeen at={lastSeenAt} />
          </span>
        </>
      )}
      <span className="block text-small text-ink-3">
        Until <Time at={idleExpiresAt} as="day" /> if unused
      </span>
    </>
  );
}

/** The button that takes the focus when what had replaced it is gone, unless the person is somewhere else by then. */
function useFocusAfter(replaced: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasReplaced = useRef(replaced);
  useEffect(() => {
    if (wasReplaced.current && !replaced && document.activeElement === document.body) button.current?.focus();
    wasReplaced.current = replaced;
  }, [replaced]);
  return button;
}

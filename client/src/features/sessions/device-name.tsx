import type { RefObject } from "react";
import type { MySession } from "../../api/types.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { deviceOf, nameOf } from "./describe-session.ts";

interface DeviceNameProps {
  session: MySession;
  readOnly: boolean;
  renameButton: RefObject<HTMLButtonElement | null>;
  onRename: () => void;
}

/** What a device is called, what it is where that says more, and the way to rename it. */
export function DeviceName({ session, readOnly, renameButton, onRename }: DeviceNameProps) {
  return (
    <>
      <div className="flex items-center gap-1">
        <p className="min-w-0 font-semibold wrap-anywhere">{nameOf(session)}</p>
        <IconButton
          ref={renameButton}
          icon="rename"
          label={`Rename ${nameOf(session)}`}
          disabled={readOnly}
          onClick={onRename}
          className="-my-1 disabled:opacity-50 pointer-coarse:-my-3"
        />
      </div>
      {nameOf(session) !== deviceOf(session) && <p className="text-small text-ink-3">{deviceOf(session)}</p>}
    </>
  );
}

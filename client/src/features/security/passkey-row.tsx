import { useEffect, useRef } from "react";
import type { Passkey } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Time } from "../../ui/time.tsx";
import { PasskeyName } from "./passkey-name.tsx";

interface PasskeyRowProps {
  passkey: Passkey;
  isNaming: boolean;
  /** Nothing can be changed: there is no network. */
  readOnly: boolean;
  onName: () => void;
  onNamed: () => void;
  onRemove: () => void;
}

/** One passkey: what it is called, where it is kept, and when it was used. */
export function PasskeyRow({ passkey, isNaming, readOnly, onName, onNamed, onRemove }: PasskeyRowProps) {
  const rename = useRef<HTMLButtonElement>(null);
  const wasNaming = useRef(isNaming);
  useEffect(() => {
    if (wasNaming.current && !isNaming && document.activeElement === document.body) rename.current?.focus();
    wasNaming.current = isNaming;
  }, [isNaming]);

  if (isNaming)
    return (
      <li className="border-b border-line py-3 last:border-0">
        <PasskeyName passkey={passkey} onDone={onNamed} />
      </li>
    );
  const { name, createdAt, lastUsedAt } = passkey;
  return (
    <li className="flex items-start justify-between gap-4 border-b border-line py-2.5 last:border-0">
      <div className="min-w-0">
        <div className="flex items-center gap-1">
          <p className="min-w-0 font-semibold wrap-anywhere">{name}</p>
          <IconButton
            ref={rename}
            icon="rename"
            label={`Rename ${name}`}
            disabled={readOnly}
            onClick={onName}
            className="-my-1 disabled:opacity-50 pointer-coarse:-my-3"
          />
        </div>
        <p className="text-small text-ink-3">{placeOf(passkey)}</p>
        <p className="text-small text-ink-3">
          Added <Time at={createdAt} as="day" /> · {lastUsedAt ? <LastUsed at={lastUsedAt} /> : "not used yet"}
        </p>
      </div>
      <Button size="small" aria-label={`Remove ${name}`} disabled={readOnly} onClick={onRemove} className="mt-0.5">
        Remove
      </Button>
    </li>
  );
}

function LastUsed({ at }: { at: string }) {
  return (
    <>
      last used <Time at={at} as="distance" />
    </>
  );
}

function placeOf({ authenticator, isBackedUp, name }: Passkey): string {
  const spread = isBackedUp ? "synced between your devices" : "on one device only";
  return authenticator && authenticator !== name ? `${authenticator}, ${spread}` : spread.replace(/^./, (first) => first.toUpperCase());
}

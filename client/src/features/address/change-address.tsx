import { useState } from "react";
import type { EmailChange } from "../../api/types.ts";
import { Notice } from "../../ui/notice.tsx";
import { AddressChanged } from "./address-changed.tsx";
import type { ReadAddress } from "./address-queries.ts";
import { ChangeForm } from "./change-form.tsx";
import { OpenChange } from "./open-change.tsx";
import { useFocusMoved } from "./use-focus-moved.ts";

interface ChangeAddressProps {
  address: ReadAddress;
  hasPassword: boolean;
  /** Shows the change as the server has answered it; null when there is none any more. */
  onChange: (change: EmailChange | null) => Promise<void>;
  /** Reads the address and its change again. */
  onRead: () => Promise<unknown>;
}

/** Changes the address: the form, then the codes, then what came of it, also when that happened on another device. */
export function ChangeAddress({ address: { user, change }, hasPassword, onChange, onRead }: ChangeAddressProps) {
  const [last, setLast] = useState(change);
  const [again, setAgain] = useState(false);
  /** The one about which there is nothing to say any more. */
  const [closed, setClosed] = useState<EmailChange | null>(null);
  if (change && change !== last) setLast(change);

  const gone = change || last === closed ? null : last;
  const isDone = gone?.newEmail === user.email;
  const place = useFocusMoved(change && !again ? `codes ${change.oldProven} ${change.newProven}` : isDone ? "done" : "form");

  if (gone && isDone) return <AddressChanged change={gone} onAgain={() => setClosed(gone)} />;
  return (
    <div ref={place} className="grid gap-4">
      {gone && (
        <Notice tone="warn" title="The change did not come about">
          Its time was over, or it was cancelled on another device. Your address is still the old one.
        </Notice>
      )}
      {change && !again ? (
        <OpenChange
          change={change}
          onProven={onRead}
          onAgain={() => setAgain(true)}
          onCancelled={() => {
            setClosed(change);
            void onChange(null);
          }}
        />
      ) : (
        <ChangeForm
          key={last?.newChallenge.id}
          user={user}
          hasPassword={hasPassword}
          newEmail={last?.newEmail === user.email ? undefined : last?.newEmail}
          onBegun={(begun) => {
            setAgain(false);
            void onChange(begun);
          }}
          onBack={change ? () => setAgain(false) : undefined}
        />
      )}
    </div>
  );
}

import { useState } from "react";
import type { Passkey, Security } from "../../api/types.ts";
import { knowsPasskeys } from "../../lib/passkeys.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { PasskeyRow } from "./passkey-row.tsx";
import { RemovePasskey } from "./remove-passkey.tsx";
import { useAddPasskey } from "./use-add-passkey.ts";
import { StayForAnswer } from "./stay-for-answer.tsx";

interface PasskeysSectionProps {
  security: Security;
  onRecoveryCodes: (codes: readonly string[]) => void;
}

/** The passkeys of the account: to be added, renamed and removed. */
export function PasskeysSection({ security, onRecoveryCodes }: PasskeysSectionProps) {
  const { passkeys } = security;
  const [naming, setNaming] = useState<string | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const readOnly = useReadOnly();
  const adding = useAddPasskey(({ id, recoveryCodes }) => {
    if (recoveryCodes) onRecoveryCodes(recoveryCodes);
    else setNaming(id);
  });
  const list = useFocusKept<HTMLDivElement>(passkeys.length);
  return (
    <Section
      title="Passkeys"
      aside={
        knowsPasskeys() && (
          <Button size="small" busy={adding.isPending} busyLabel="Adding…" disabled={readOnly} onClick={() => adding.mutate()}>
            Add a passkey
          </Button>
        )
      }
    >
      {adding.isPending && <StayForAnswer />}
      <div ref={list} tabIndex={-1} className="outline-none">
        {passkeys.length === 0 ? (
          <p className="max-w-prose text-ink-2">
            A passkey signs you in with your fingerprint, your face or a PIN: nothing to type, and nothing that a false page could take.
            {!knowsPasskeys() && " This browser does not know them; add one on a device that does."}
          </p>
        ) : (
          <ul className="-mt-3">
            {passkeys.map((passkey) => (
              <PasskeyRow
                key={passkey.id}
                passkey={passkey}
                isNaming={naming === passkey.id}
                readOnly={readOnly}
                onName={() => setNaming(passkey.id)}
                onNamed={() => setNaming(null)}
                onRemove={() => setRemoving(passkey)}
              />
            ))}
          </ul>
        )}
      </div>
      {removing && <RemovePasskey security={security} passkey={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

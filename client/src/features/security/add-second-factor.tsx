import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { mySecurity } from "../../lib/api-security.ts";
import { knowsPasskeys } from "../../lib/passkeys.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { AuthenticatorApp } from "./authenticator-app.tsx";
import { RecoveryCodesSheet } from "./recovery-codes-sheet.tsx";
import { StayForAnswer } from "./stay-for-answer.tsx";
import { useAddPasskey } from "./use-add-passkey.ts";

interface AddSecondFactorProps {
  /** Nothing else is accepted. */
  isPasskeyOnly?: boolean;
  /** Told while something is under way that has to be ended here: codes are shown once. */
  onHold?: (isHeld: boolean) => void;
  /** It is there, and what came with it has been read. */
  onAdded: () => void;
}

/** Adds a second factor right where it is asked for. */
export function AddSecondFactor({ isPasskeyOnly = false, onHold, onAdded }: AddSecondFactorProps) {
  const { data: security, error, refetch } = useQuery(mySecurity);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const readOnly = useReadOnly();
  const finish = (made: readonly string[] | null | undefined) => (made ? setCodes(made) : onAdded());
  const adding = useAddPasskey(({ recoveryCodes }) => finish(recoveryCodes));
  const [isSettingUp, setIsSettingUp] = useState(false);
  const isHeld = adding.isPending || isSettingUp || codes !== null;
  useEffect(() => {
    onHold?.(isHeld);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once of each change
  }, [isHeld]);
  if (!security) {
    return error ? (
      <ErrorPanel error={error} title="How you sign in could not be loaded" onRetry={() => void refetch()} />
    ) : (
      <Loading what="how you sign in" rows={2} onRetry={() => void refetch({ cancelRefetch: true })} />
    );
  }
  return (
    <div className="grid gap-4">
      {knowsPasskeys() ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="min-w-0 flex-1 basis-56">A passkey: your fingerprint, your face or a PIN. Nothing to type.</p>
          <Button variant="primary" busy={adding.isPending} busyLabel="Adding…" disabled={readOnly} onClick={() => adding.mutate()}>
            Add a passkey
          </Button>
        </div>
      ) : (
        isPasskeyOnly && <p>This browser does not know passkeys. Add one on a device that does.</p>
      )}
      {adding.isPending && <StayForAnswer />}
      {!isPasskeyOnly && <AuthenticatorApp security={security} onSettingUp={setIsSettingUp} onConfirmed={finish} />}
      {codes && (
        <RecoveryCodesSheet
          codes={codes}
          onClose={() => {
            setCodes(null);
            onAdded();
          }}
        />
      )}
    </div>
  );
}

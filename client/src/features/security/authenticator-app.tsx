import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Security } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useReadOnly } from "../../lib/session/use-read-only.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { Button } from "../../ui/button.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";
import { Time } from "../../ui/time.tsx";
import { useFocusKept } from "../../ui/use-focus-kept.ts";
import { useToast } from "../../ui/toasts.tsx";
import { LastOne } from "./last-one.tsx";
import { lastSecondFactor } from "./last-second-factor.ts";
import { RemoveFactor } from "./remove-factor.tsx";
import { useReadAgain } from "./security-queries.ts";
import { StayForAnswer } from "./stay-for-answer.tsx";

interface AuthenticatorAppProps {
  security: Security;
  /** Told when it begins, and when it has ended. */
  onSettingUp?: (isSettingUp: boolean) => void;
  /** It is confirmed, and these came with it, if any. */
  onConfirmed: (codes: readonly string[] | null) => void;
}

/** The authenticator app: to be set up, replaced and removed. */
export function AuthenticatorApp({ security, onSettingUp, onConfirmed }: AuthenticatorAppProps) {
  const { totp } = security;
  const [isRemoving, setIsRemoving] = useState(false);
  const readOnly = useReadOnly();
  const toast = useToast();
  const readAgain = useReadAgain();
  const offering = useMutation({
    // The code of the next step first: a secret that cannot be shown is of no use.
    mutationFn: async () => {
      const { TotpSetup } = await import("./totp-setup.tsx");
      return { TotpSetup, offer: (await api("POST /me/totp", {})).data, before: totp?.createdAt };
    },
    onError: (error) => error instanceof SignedOut || toast(failureToast("No authenticator app was set up", error)),
  });

  const isSettingUp = offering.data !== undefined;
  useEffect(() => {
    onSettingUp?.(isSettingUp);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once of each change
  }, [isSettingUp]);

  /** The answer of the confirmation was lost: what is read again says whether it was done. */
  const [inDoubt, setInDoubt] = useState(false);
  const isConfirmedUnseen = inDoubt && offering.data && totp && totp.createdAt !== offering.data.before;

  const doubt = () => {
    setInDoubt(true);
    void readAgain();
  };

  // Who cancels stands again where they began.
  const opener = useFocusKept<HTMLButtonElement>(offering.data ? 1 : 0);

  const finish = async (codes: readonly string[] | null) => {
    setInDoubt(false);
    await renewToken();
    await readAgain();
    offering.reset();
    if (!codes) toast({ tone: "success", title: "Authenticator app confirmed" });
    onConfirmed(codes);
  };

  return (
    <>
      {isConfirmedUnseen && (
        <Notice tone="warn" title="The app is confirmed, but the answer was lost">
          If recovery codes came with it, they were not shown. Make new ones below.
        </Notice>
      )}
      {offering.data && !isConfirmedUnseen ? (
        <>
          {totp && <p className="text-ink-2">The app you have goes on until the new one is confirmed.</p>}
          <offering.data.TotpSetup
            offer={offering.data.offer}
            onConfirmed={finish}
            onDoubt={doubt}
            onCancel={offering.reset}
            Stay={StayForAnswer}
          />
        </>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
          {totp ? (
            <p>
              On since <Time at={totp.createdAt} as="day" />
            </p>
          ) : (
            <p className="min-w-0 flex-1 basis-56 text-ink-2">
              An app on your phone that shows a new code every 30 seconds. It works without a network.
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              ref={opener}
              size="small"
              busy={offering.isPending}
              busyLabel="One moment…"
              disabled={readOnly}
              onClick={() => {
                setInDoubt(false);
                offering.mutate();
              }}
            >
              {totp ? "Replace" : "Set up"}
              <span className="sr-only"> the authenticator app</span>
            </Button>
            {totp && (
              <Button size="small" disabled={readOnly} onClick={() => setIsRemoving(true)}>
                Remove<span className="sr-only"> the authenticator app</span>
              </Button>
            )}
          </div>
        </div>
      )}
      {isRemoving && (
        <RemoveFactor
          what="The authenticator app"
          title="Remove the authenticator app?"
          confirmLabel="Remove app"
          remove={() => api("DELETE /me/totp", {})}
          onClose={() => setIsRemoving(false)}
        >
          <p>Its codes stop working at once. Delete the entry in the app afterwards.</p>
          {lastSecondFactor(security, "totp") && <LastOne hasPassword={security.hasPassword} />}
        </RemoveFactor>
      )}
    </>
  );
}

import { useEffect, useState } from "react";
import type { AuthOptions } from "../../api/types.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { useWayOut } from "../../lib/door/use-way-out.ts";
import { knowsPasskeys, PasskeyRefused } from "../../lib/passkeys.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { OrLine } from "../../ui/or-line.tsx";
import { ProviderButtons } from "../../ui/provider-buttons.tsx";
import { ClosedAccount, closedUntil } from "./refusals.tsx";
import { createPasskeyDoor } from "./passkey-door.ts";

interface OtherWaysProps extends Pick<DoorProps, "session"> {
  options: AuthOptions | null;
  next: string;
}

const words = (error: unknown) => ({
  account_closed: <ClosedAccount until={closedUntil(error)} />,
  passkey_refused: "This passkey is not known here, or its answer came too late. Try again, or sign in with your password.",
  account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
});

/** The ways in beside the password: passkeys, at the address field and by a button, and the providers of this instance. */
export function OtherWays({ session, options, next }: OtherWaysProps) {
  const providers = options?.providers ?? [];
  const passkey = usePasskeyDoor(session);
  const way = useWayOut();
  if (passkey === null && providers.length === 0) return null;
  return (
    <div className="mt-6 grid gap-3">
      <OrLine />
      {passkey && (
        <>
          <Button size="large" busy={passkey.busy} busyLabel="Signing in…" onClick={passkey.ask}>
            {passkey.isClosed ? "Keep my account, with a passkey" : "Sign in with a passkey"}
          </Button>
          <Refused error={passkey.error} />
        </>
      )}
      <ProviderButtons providers={providers} next={next} way={way} />
    </div>
  );
}

/** Whoever closes the browser's question knows that they did: that is no failure. */
function Refused({ error }: { error: unknown }) {
  if (error === null) return null;
  if (error instanceof PasskeyRefused) return <Notice tone="info">{error.message}</Notice>;
  return <FailureNotice error={error} doing="Signing in with a passkey" secondsLeft={1} words={words(error)} />;
}

/** Null on a device that does not know passkeys. */
function usePasskeyDoor(session: OtherWaysProps["session"]) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [door] = useState(() =>
    createPasskeyDoor({
      begin: async () => (await request("POST /auth/passkey/options", {})).data,
      finish: (answer) => session.signInBy("POST /auth/passkey", answer),
      onBusy: setBusy,
      onError: setError,
    }),
  );
  const isKnown = knowsPasskeys();

  useEffect(() => {
    if (!isKnown) return;
    void door.offer();
    return door.close;
  }, [door, isKnown]);

  const isClosed = isProblem(error, "account_closed");
  // Only who presses the button after being told means it, not who chooses a passkey at the field.
  const ask = () => void door.ask(isClosed ? { keepsAccount: true } : {});
  return isKnown ? { busy, error, isClosed, ask } : null;
}

import { useEffect, useState } from "react";
import type { PendingSignIn } from "../../api/types.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { knowsPasskeys } from "../../lib/passkeys.ts";
import { Button } from "../../ui/button.tsx";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Time } from "../../ui/time.tsx";
import { SecondFactorForm } from "./second-factor-form.tsx";

type Method = PendingSignIn["methods"][number];

interface SecondFactorStepProps extends Pick<DoorProps, "session"> {
  pending: PendingSignIn;
  /** Back to the first step. */
  onStartOver: () => void;
}

/** The quickest first; a recovery code, of which there are few, last. */
const order: Method[] = ["passkey", "totp", "recovery_code"];

const names: Record<Method, string> = {
  passkey: "Use a passkey",
  totp: "Use the authenticator app",
  recovery_code: "Use a recovery code",
};

/**
 * The second step of signing in. What was proven so far lives in this document's memory only, so loading the page again starts
 * over; the sign-in page says so then.
 */
export function SecondFactorStep({ session, pending, onStartOver }: SecondFactorStepProps) {
  const methods = order.filter((method) => pending.methods.includes(method) && (method !== "passkey" || knowsPasskeys()));
  const [method, setMethod] = useState<Method | undefined>(methods[0]);
  const [hasEnded, setHasEnded] = useState(false);

  useEffect(() => {
    keep("arrival", "unfinished");
    return session.subscribe(() => session.getSnapshot().state === "in" && keep("arrival", null));
  }, [session]);

  const endsAt = Date.parse(pending.expiresAt);
  useEffect(() => {
    const left = endsAt - Date.now();
    // Where it seems to have ended before it began, this device's clock is wrong: the server knows.
    if (!(left > 0)) return;
    const timer = setTimeout(() => setHasEnded(true), left);
    return () => clearTimeout(timer);
  }, [endsAt]);

  const startOver = () => {
    keep("arrival", null);
    onStartOver();
  };

  if (hasEnded) return <Ended onStartOver={startOver} />;
  const others = methods.filter((other) => other !== method);
  return (
    <AuthShell title="Second step" lead="The first step is done. Now show that it is you in a second way.">
      {method === undefined ? (
        <Notice tone="warn" title="This device cannot do the second step">
          Your account asks for a passkey, which this browser does not know. Sign in on a device that holds it.
        </Notice>
      ) : (
        <SecondFactorForm key={method} method={method} token={pending.token} session={session} onEnded={() => setHasEnded(true)} />
      )}
      {others.length > 0 && (
        <div className="mt-4 flex flex-wrap gap-x-5 text-body">
          {others.map((other) => (
            <LinkButton key={other} onClick={() => setMethod(other)}>
              {names[other]}
            </LinkButton>
          ))}
        </div>
      )}
      <AuthFooter>
        {endsAt > 0 && (
          <p>
            This step waits until <Time at={pending.expiresAt} as="clock" />, in this browser.
          </p>
        )}
        <p>
          <LinkButton onClick={startOver}>Start over</LinkButton>
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

function Ended({ onStartOver }: { onStartOver: () => void }) {
  return (
    <AuthShell title="Sign in again" lead="This sign-in took longer than ten minutes, had too many wrong codes, or was finished elsewhere.">
      <Button variant="primary" size="large" onClick={onStartOver}>
        Start over
      </Button>
    </AuthShell>
  );
}

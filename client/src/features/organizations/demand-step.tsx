import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocation } from "react-router";
import type { Demand } from "../../api/types.ts";
import { mySecurity } from "../../lib/api-security.ts";
import { freshProof } from "../../lib/fresh-proof.ts";
import { withNext } from "../../lib/next-path.ts";
import { session } from "../../lib/session/browser-session.ts";
import { Button } from "../../ui/button.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Section } from "../../ui/section.tsx";
import { useToast } from "../../ui/toasts.tsx";
import type { AddFactor, OnHold } from "./entry-refused.tsx";

interface DemandStepProps {
  demand: Demand;
  /** Of the organization. */
  name: string;
  busy: boolean;
  addFactor: AddFactor;
  onHold: OnHold;
  onGiven: () => void;
}

/** One thing that an organization asks for, and the way to give it. */
export function DemandStep({ demand, name, busy, addFactor, onHold, onGiven }: DemandStepProps) {
  const { data } = useQuery(mySecurity);
  // What is being added stays to be added until it is done with, though it is there by now.
  const [security, setSecurity] = useState(data);
  if (data && !security) setSecurity(data);
  const hasPasskey = security ? security.passkeys.length > 0 : false;
  const hasFactor = hasPasskey || Boolean(security?.totp);
  const prove = async () => {
    if (await freshProof.ask()) onGiven();
  };
  const confirm = (label: string) => (
    <Button variant="primary" busy={busy} busyLabel="Entering…" onClick={() => void prove()}>
      {label}
    </Button>
  );
  switch (demand) {
    case "second_factor":
      return hasFactor ? (
        <Step title="Confirm with your second factor" action={confirm("Confirm")}>
          You signed in without it this time.
        </Step>
      ) : (
        <Step title="Add a second factor" action={security && addFactor({ isPasskeyOnly: false, onHold, onAdded: onGiven })}>
          {name} lets nobody in with a password alone. It takes a minute, and protects your whole account.
        </Step>
      );
    case "passkey":
      return hasPasskey ? (
        <Step title="Confirm with your passkey" action={confirm("Use a passkey")}>
          {name} accepts passkeys only. You signed in another way this time.
        </Step>
      ) : (
        <Step title="Add a passkey" action={security && addFactor({ isPasskeyOnly: true, onHold, onAdded: onGiven })}>
          {name} accepts passkeys only: they cannot be guessed, and no false page can take them.
        </Step>
      );
    case "recent_proof":
      return (
        <Step title="Confirm that it is you" action={confirm("Confirm")}>
          You last proved who you are longer ago than {name} accepts.
        </Step>
      );
    case "method":
      return (
        <Step
          title="Sign in another way"
          action={
            <>
              {hasPasskey && confirm("Use a passkey")}
              <SignInAnew />
            </>
          }
        >
          {name} does not accept the way in which you signed in. An owner or admin can tell you which ones it accepts.
        </Step>
      );
    case "domain":
      return (
        <Step title="Another address is needed">
          Your account’s address is not of a domain that {name} accepts. Ask an owner or admin to accept it, or change your address to one
          that they do.
        </Step>
      );
  }
}

function Step({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Section title={title}>
      <p className="max-w-prose text-ink-2">{children}</p>
      {action && <div className="flex flex-wrap gap-2 *:min-w-0 *:[div]:flex-1">{action}</div>}
    </Section>
  );
}

/** Ends this session and leads back here after the next sign-in. */
function SignInAnew() {
  const { pathname } = useLocation();
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  const leave = () => {
    setBusy(true);
    session.signOut().then(
      () => location.assign(withNext("/sign-in", pathname)),
      (error: unknown) => {
        setBusy(false);
        toast(failureToast("You are still signed in", error));
      },
    );
  };
  return (
    <Button busy={busy} busyLabel="Signing out…" onClick={leave}>
      Sign out and in again
    </Button>
  );
}

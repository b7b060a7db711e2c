import { useEffect, useState } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep, kept, type KeptChallenge } from "../../lib/door/kept.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { AddressStep } from "./address-step.tsx";
import { NoMailHere, RecoveryEnded } from "./forgot-ends.tsx";
import { NewPasswordStep } from "./new-password-step.tsx";
import { RecoveryCodeStep } from "./recovery-code-step.tsx";

/** Where this entry of the history stands; the way back leads from the code to the address. */
interface StepState {
  step?: "code";
}

/** Leads from a forgotten password to a new one: the address, the code that was mailed to it, and the new password. */
export function ForgotPage({ leave }: Pick<DoorProps, "leave">) {
  const hydrated = useHydrated();
  const options = useAuthOptions();
  const [asked, setAsked] = useState<KeptChallenge | null>(() => kept("recovery"));
  const [isAgain, setIsAgain] = useState(false);
  const [hasEnded, setHasEnded] = useState(false);
  const [step, setStep] = useStep();
  // What the tab keeps is unknown while the page is as it was prerendered.
  const challenge = hydrated ? asked : null;

  const change = (to: KeptChallenge | null) => {
    keep("recovery", to);
    setAsked(to);
  };

  const begin = (to: KeptChallenge) => {
    setIsAgain(step === "code");
    change(to);
    setStep("code");
  };

  const startOver = () => {
    change(null);
    setHasEnded(false);
    setIsAgain(false);
    setStep("address");
  };

  if (options?.mail === "off") return <NoMailHere />;
  if (hasEnded) return <RecoveryEnded onAgain={startOver} />;
  if (challenge?.isProven)
    return (
      <NewPasswordStep
        challenge={challenge}
        rule={options?.password}
        onEnded={() => setHasEnded(true)}
        onDone={() => {
          keep("recovery", null);
          keep("email", challenge.email);
          keep("arrival", "recovered");
          leave("/sign-in");
        }}
      />
    );
  if (challenge && step === "code")
    return (
      <RecoveryCodeStep
        challenge={challenge}
        isAgain={isAgain}
        options={options}
        onProven={() => change({ ...challenge, isProven: true })}
        onDead={() => change({ ...challenge, isDead: true })}
        onAsked={begin}
        onOtherAddress={startOver}
      />
    );
  return <AddressStep options={options} onAsked={begin} />;
}

/** The step of this entry of the history; a new step is a new entry. */
function useStep() {
  const [step, show] = useState(readStep);
  useEffect(() => {
    const look = () => show(readStep());
    window.addEventListener("popstate", look);
    return () => window.removeEventListener("popstate", look);
  }, []);

  const turn = (to: "address" | "code") => {
    if (to === step) return;
    history.pushState(to === "code" ? ({ step: "code" } satisfies StepState) : null, "", location.pathname);
    show(to);
  };
  return [step, turn] as const;
}

function readStep(): "address" | "code" {
  return (typeof history === "undefined" ? undefined : (history.state as StepState | null)?.step) ?? "address";
}

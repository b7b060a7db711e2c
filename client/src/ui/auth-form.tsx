import { type ReactNode, useEffect, useRef } from "react";
import { formatCountdown } from "../lib/countdown.ts";
import { useHydrated } from "../lib/use-hydrated.ts";
import type { Submission } from "../lib/use-submission.ts";
import { Button } from "./button.tsx";
import { FailureNotice } from "./failure-notice.tsx";

interface AuthFormProps {
  submission: Submission;
  /** "Sign in", "Signing in…" and "Signing in": the button, the button while busy, and the begin of a sentence. */
  verb: string;
  busyVerb: string;
  doing: string;
  words?: Record<string, ReactNode> | undefined;
  /** What is not lost while there is no network. */
  kept?: string | undefined;
  children?: ReactNode;
}

/**
 * A form of the auth pages. As it is prerendered it checks with the browser's own means and sends nothing anywhere
 * (`method="dialog"` outside a dialog), so a password can never land in an address; what was sent meanwhile goes out once
 * the page lives. From then on its own words stand at the fields.
 */
export function AuthForm({ submission, verb, busyVerb, doing, words, kept, children }: AuthFormProps) {
  const { busy, error, fieldErrors, secondsLeft } = submission;
  const form = useRef<HTMLFormElement>(null);
  const hydrated = useHydrated();
  const mustWait = secondsLeft > 0;

  useEffect(() => {
    const page = document.documentElement.dataset;
    page.ready = "";
    if (page.submitted === undefined) return;
    delete page.submitted;
    form.current?.requestSubmit();
  }, []);

  useEffect(() => {
    if (Object.keys(fieldErrors).length > 0) form.current?.querySelector<HTMLInputElement>("[aria-invalid]")?.focus();
  }, [fieldErrors]);

  return (
    <form
      ref={form}
      method="dialog"
      noValidate={hydrated}
      onSubmit={submission.onSubmit}
      onInput={(event) => event.target instanceof HTMLInputElement && submission.forgive(event.target.name)}
      className="grid gap-5"
    >
      {children}
      <FailureNotice error={error} doing={doing} secondsLeft={secondsLeft} words={words} kept={kept} />
      <Button
        type="submit"
        variant={mustWait ? "secondary" : "primary"}
        size="large"
        busy={busy}
        busyLabel={busyVerb}
        aria-disabled={mustWait || undefined}
      >
        {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : verb}
      </Button>
    </form>
  );
}

import { type ReactNode, useEffect, useRef, useState } from "react";
import { beginWait, formatCountdown, useSecondsLeft, type Wait } from "../lib/countdown.ts";
import { isProblem } from "../lib/problem.ts";
import { Button } from "./button.tsx";
import { FailureNotice } from "./failure-notice.tsx";

/** A mail needs a moment; another is offered after this long. */
const pauseSeconds = 60;

interface ResendCodeProps {
  askedAtMs: number;
  resend: () => Promise<void>;
  words: Record<string, ReactNode>;
  /** What to do when there is nothing left to send another code for. */
  deadEnd: ReactNode;
  /** Nothing else is left to do on the page, so it is not waited for either. */
  isOnly: boolean;
}

/** Asks for a new code, after a pause that is counted down. */
export function ResendCode({ askedAtMs, resend, words, deadEnd, isOnly }: ResendCodeProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [pause] = useState(() => pauseSince(askedAtMs));
  const [refused, setRefused] = useState<Wait | null>(null);
  const secondsLeft = useSecondsLeft(refused ?? (isOnly ? null : pause));
  const left = useRef(false);

  useEffect(() => {
    left.current = false;
    return () => void (left.current = true);
  }, []);

  const ask = async () => {
    if (secondsLeft > 0) return;
    setBusy(true);
    setError(null);
    try {
      await resend();
    } catch (cause) {
      if (left.current) return;
      setError(cause);
      if (isProblem(cause) && cause.retryAfterSeconds) setRefused(beginWait(cause.retryAfterSeconds));
    }
    if (!left.current) setBusy(false);
  };

  if (isProblem(error, "challenge_ended")) return <output className="text-lead text-ink-2">{deadEnd}</output>;
  return (
    <div className="grid gap-3">
      {error !== null && <FailureNotice error={error} doing="Sending a new code" secondsLeft={secondsLeft} words={words} />}
      <Button
        variant={isOnly && secondsLeft === 0 ? "primary" : "secondary"}
        size={isOnly ? "large" : "medium"}
        busy={busy}
        busyLabel="Sending…"
        aria-disabled={secondsLeft > 0 || undefined}
        onClick={() => void ask()}
        className={isOnly ? undefined : "justify-self-start"}
      >
        {secondsLeft > 0 ? `Send a new code in ${formatCountdown(secondsLeft)}` : "Send a new code"}
      </Button>
    </div>
  );
}

function pauseSince(askedAtMs: number): Wait | null {
  const seconds = Math.ceil(pauseSeconds - (Date.now() - askedAtMs) / 1000);
  return seconds > 0 ? beginWait(Math.min(seconds, pauseSeconds)) : null;
}

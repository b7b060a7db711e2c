import type { ReactNode } from "react";
import { Problem, Unreachable } from "../lib/problem.ts";
import { useOnline } from "../lib/use-online.ts";
import { Notice } from "./notice.tsx";

interface FailureNoticeProps {
  error: unknown;
  /** What failed, as the beginning of a sentence: "Signing in". */
  doing: string;
  secondsLeft: number;
  /** Sentences for the refusals that only this form knows, by code. */
  words?: Record<string, ReactNode> | undefined;
  /** What is not lost while there is no network. */
  kept?: string | undefined;
}

/** Says why a form did not go through and what to do; stands inside the form. Shows nothing while all is well and online. */
export function FailureNotice({ error, doing, secondsLeft, words = {}, kept = "What you typed stays here" }: FailureNoticeProps) {
  const { online, wasOffline } = useOnline();
  if (!online) return <Offline doing={doing} kept={kept} />;
  if (error instanceof Unreachable) return wasOffline ? <BackOnline /> : <NoAnswer kept={kept} />;
  if (!(error instanceof Problem))
    return error ? (
      <Notice tone="danger" title={`${doing} did not work`}>
        {error instanceof Error && error.message}
      </Notice>
    ) : null;
  const own = words[error.code];
  const mustWait = error.retryAfterSeconds !== null && [429, 503].includes(error.status);
  if (mustWait && secondsLeft === 0) return <Notice tone="info">{own} You can try again now.</Notice>;
  if (own) return <Notice tone={mustWait ? "warn" : "danger"}>{own}</Notice>;
  if (mustWait) return <Wait error={error} />;
  // Without a request id nothing of ours has failed: the person would rather not prove who they are, or a proxy answered.
  return (
    <Notice tone={error.requestId ? "danger" : "warn"} title={`${doing} did not work`} requestId={error.requestId}>
      {error.message}
    </Notice>
  );
}

function Offline({ doing, kept }: { doing: string; kept: string }) {
  return (
    <Notice tone="warn" title={`${doing} needs the network`}>
      You are offline. {kept}.
    </Notice>
  );
}

function BackOnline() {
  return (
    <Notice tone="success" title="You are online again">
      Nothing was lost. Try again now.
    </Notice>
  );
}

function NoAnswer({ kept }: { kept: string }) {
  return (
    <Notice tone="warn" title="No answer came">
      The server could not be reached. {kept}: try again in a moment.
    </Notice>
  );
}

/** The seconds tick in the button, not here: a screen reader would read this out each time. */
function Wait({ error }: { error: Problem }) {
  return (
    <Notice tone="warn" title={error.status === 429 ? "Too many attempts" : "Busy just now"} requestId={error.requestId}>
      {error.status === 429
        ? "Wait a moment: the button below says how long."
        : "Many people are coming in. The button below says when to try again."}
    </Notice>
  );
}

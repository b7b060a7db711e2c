import { Problem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";

interface GraveFailureProps {
  error: unknown;
  /** What holds still: "You are still a member". */
  kept: string;
  /** Sentences for the refusals that only this act knows, by code. */
  words?: Record<string, string>;
}

/** Why an act was not done, where it was asked about. */
export function GraveFailure({ error, kept, words = {} }: GraveFailureProps) {
  if (!error || error instanceof SignedOut) return null;
  const { tone, title, detail, requestId } = failureToast(kept, error);
  const own = error instanceof Problem ? words[error.code] : undefined;
  return (
    <Notice tone={tone} title={title} requestId={own ? null : requestId}>
      {own ?? detail}
    </Notice>
  );
}

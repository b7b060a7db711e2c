import type { ReactNode } from "react";
import { Problem, Unreachable } from "../lib/problem.ts";
import { useOnline } from "../lib/use-online.ts";
import { Button } from "./button.tsx";
import { CopyText } from "./copy-text.tsx";
import { Icon } from "./icon.tsx";

interface ErrorPanelProps {
  error: unknown;
  /** What is missing now: "Your activity could not be loaded". */
  title: string;
  /** "Try again" unless said otherwise. */
  retryLabel?: string;
  onRetry: () => void;
}

/** Stands in the place of what could not be shown: why, what to do, the request id to tell, and a way to try again. */
export function ErrorPanel({ error, title, retryLabel = "Try again", onRetry }: ErrorPanelProps) {
  const { online } = useOnline();
  const requestId = error instanceof Problem ? error.requestId : null;
  return (
    <div role="alert" className="grid justify-items-start gap-3 rounded-control border border-line bg-surface p-4">
      <p className="flex items-center gap-2 font-semibold">
        <Icon name={online ? "forbidden" : "offline"} className={online ? "text-danger" : "text-warn"} />
        {online ? title : "You are offline"}
      </p>
      <p className="max-w-prose text-ink-2">{online ? explain(error) : `${title}. It comes by itself when the network is back.`}</p>
      {requestId && (
        <p className="flex max-w-full flex-wrap items-center gap-x-2 text-small text-ink-3">
          Request id <CopyText value={requestId} what="request id" />
        </p>
      )}
      <Button onClick={onRetry}>{retryLabel}</Button>
    </div>
  );
}

function explain(error: unknown): ReactNode {
  if (error instanceof Unreachable) return "No answer came from the server. It may be restarting; it is asked again when you try.";
  if (error instanceof Problem && error.status >= 500)
    return "The server failed at this. Try again; if it stays, tell whoever runs this Gatehouse the request id.";
  if (error instanceof Problem) return error.message;
  return "The page itself failed. Nothing was changed on the server by this.";
}

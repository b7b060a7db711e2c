import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** How much a message matters; told by its shape and words too, never by colour alone. */
export type Tone = "info" | "warn" | "danger" | "success";

const looks: Record<Tone, { box: string; mark: string; shape: string }> = {
  info: { box: "border-info/40 bg-info-soft", mark: "text-info", shape: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4M8 4.6v.4" },
  success: {
    box: "border-accent/40 bg-accent-soft",
    mark: "text-accent",
    shape: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM5 8.3l2.1 2.1L11 6.2",
  },
  warn: { box: "border-warn/40 bg-warn-soft", mark: "text-warn", shape: "M8 2 14.5 13.5h-13ZM8 6.4v3.4M8 11.5v.4" },
  danger: {
    box: "border-danger/40 bg-danger-soft",
    mark: "text-danger",
    shape: "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3ZM8 4.6v4.2M8 11v.4",
  },
};

/**
 * A message that belongs to the place it stands in. A refusal (`danger`) is read out at once, the others when the
 * reader pauses. With `requestId` the person has something to tell whoever runs this.
 */
export function Notice(props: { tone: Tone; title?: string; children?: ReactNode; requestId?: string | null | undefined }) {
  const { tone, title, children, requestId } = props;
  const look = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={classNames("flex gap-2.5 rounded-control border px-3 py-2.5 text-body text-ink", look.box)}
    >
      <svg
        viewBox="0 0 16 16"
        className={classNames("mt-0.5 size-4 shrink-0", look.mark)}
        fill="none"
        stroke="currentColor"
        aria-hidden="true"
      >
        <path d={look.shape} strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="grid gap-1 text-ink-2">{children}</div>}
        {requestId && (
          <p className="text-small text-ink-2">
            Request id <code className="font-mono break-all text-ink select-all">{requestId}</code>
          </p>
        )}
      </div>
    </div>
  );
}

import { type ReactNode, useEffect, useRef } from "react";
import { useHydrated } from "../lib/use-hydrated.ts";
import { Seal } from "./seal.tsx";

/**
 * The page around everything that happens before being signed in: a ledger's margin, and the line being written. When its
 * title changes in place the window's does too, and the heading takes the focus unless something below it has it already.
 */
export function AuthShell({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  const heading = useHeading(title);
  return (
    <div className="gate-line grid min-h-dvh grid-rows-[auto_1fr_auto] md:grid-cols-[minmax(16rem,24rem)_1fr] md:grid-rows-[1fr_auto]">
      <header className="border-b border-line px-4 py-3 md:row-span-2 md:flex md:flex-col md:justify-between md:border-e md:border-b-0 md:px-6 md:pt-5 md:pb-5">
        <p className="flex items-center gap-2.5 text-lead font-semibold">
          <Seal letter="G" />
          Gatehouse
        </p>
        <Steps />
      </header>
      <main className="w-full max-w-md px-4 pt-10 pb-12 md:ms-[8%] md:px-6 md:pt-[18vh]">
        <h1 ref={heading} tabIndex={-1} className="text-display font-semibold tracking-[-0.02em] text-balance outline-none">
          {title}
        </h1>
        {lead && <p className="mt-2 text-lead text-ink-2 wrap-anywhere">{lead}</p>}
        {children && <div className="mt-7 text-lead">{children}</div>}
      </main>
      <Place />
    </div>
  );
}

/** The line below what there is to do: where else to go. */
export function AuthFooter({ children }: { children: ReactNode }) {
  return <div className="mt-7 grid gap-1.5 border-t border-line pt-4 text-body text-ink-2">{children}</div>;
}

function useHeading(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const full = `${title} · Gatehouse`;
    if (document.title === full) return;
    document.title = full;
    if (!heading.current?.parentElement?.contains(document.activeElement)) heading.current?.focus();
  }, [title]);
  return heading;
}

const steps = ["Known", "Not revoked", "Within limits", "Allowed", "Done", "Recorded"];

/** The path every request takes; signing in is its first line. */
function Steps() {
  return (
    <div className="hidden md:block" aria-hidden="true">
      <p className="pb-2 text-small text-ink-3">Every request passes the same gate</p>
      <ol className="border-t border-line">
        {steps.map((step, index) => (
          <li key={step} className={`flex gap-4 border-b border-line py-1.5 ${index === 0 ? "font-medium text-accent" : "text-ink-3"}`}>
            <span className="w-4 font-mono text-small leading-5">{index + 1}</span>
            {step}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Names the host, so that a person can see where the password goes. */
function Place() {
  const hydrated = useHydrated();
  return (
    <footer className="min-h-12 border-t border-line px-4 py-3.5 text-small text-ink-3 md:ms-[8%] md:border-0 md:px-6 md:pb-6">
      {hydrated && (
        <>
          You are at <span className="font-mono text-ink-2">{location.host}</span>
        </>
      )}
    </footer>
  );
}

import type { ReactNode } from "react";
import { PageLink } from "../../ui/page-link.tsx";
import { Seal } from "../../ui/seal.tsx";

/** Around the mails, for signed-in and not signed-in people alike: hatched at the edge, because nothing here is live. */
export function MailFrame({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh border-s-3 border-dashed border-warn">
      <header className="sticky top-0 z-20 flex h-12 items-center justify-between gap-3 border-b border-line bg-canvas px-4 md:px-6">
        <p className="flex items-center gap-2.5 font-semibold">
          <Seal letter="G" />
          Gatehouse
        </p>
        <PageLink to="/">To the console</PageLink>
      </header>
      <main id="main" className="isolate w-full max-w-6xl px-4 py-5 md:px-6">
        {children}
      </main>
    </div>
  );
}

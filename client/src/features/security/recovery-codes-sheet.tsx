import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { useRef, useState } from "react";
import { formatDay } from "../../lib/format.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { Button } from "../../ui/button.tsx";
import { popupLook, veilLook } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Notches } from "../../ui/notches.tsx";
import { codesAsText, downloadText } from "./save-codes.ts";

type Copied = "ready" | "copied" | "refused";

const copyWords: Record<Copied, string> = { ready: "Copy", copied: "Copied", refused: "Selected: press Ctrl+C or ⌘C" };

/**
 * Shows recovery codes, once. It closes when they were copied (the clipboard said so) or saved as a file, or when the person says
 * that they keep them otherwise; neither Escape, nor a click beside it, nor the way back closes it before that.
 */
export function RecoveryCodesSheet({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { user } = useSignedIn();
  const list = useRef<HTMLUListElement>(null);
  const [copied, setCopied] = useState<Copied>("ready");
  const [isSaved, setIsSaved] = useState(false);
  const [text] = useState(() => codesAsText(codes, { host: location.host, email: user.email, day: formatDay(new Date().toISOString()) }));

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("copied");
      setIsSaved(true);
    } catch {
      if (list.current) getSelection()?.selectAllChildren(list.current);
      setCopied("refused");
    }
  };

  const download = () => {
    downloadText(`gatehouse-recovery-codes-${location.hostname}.txt`, text);
    setIsSaved(true);
  };

  return (
    <>
      <Base.Root open onOpenChange={(next) => !next && isSaved && onClose()}>
        <Base.Portal>
          <Base.Backdrop className={veilLook} />
          <Base.Popup data-printed="" className={`${popupLook} max-w-xl gap-4 md:top-[12vh]`}>
            <div className="grid gap-1">
              <Base.Title className="text-section font-semibold">Save your recovery codes</Base.Title>
              <Base.Description className="text-ink-2">
                They let you in when your phone or your passkeys are gone. Each works once, and they are shown only now: we keep no copy.
              </Base.Description>
            </div>
            <div className="relative rounded-control border border-dashed border-line-strong bg-canvas px-6 py-4">
              <Notches />
              <ul ref={list} aria-label="Recovery codes" className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
                {codes.map((code) => (
                  <li key={code} className="font-mono text-small leading-5 wrap-anywhere sm:text-body">
                    {code}
                  </li>
                ))}
              </ul>
            </div>
            <div className="flex flex-wrap gap-2 print:hidden">
              <Button onClick={() => void copy()}>
                <Icon name={copied === "copied" ? "check" : "copy"} />
                {copyWords[copied]}
              </Button>
              <Button onClick={download}>Save as a file</Button>
              <Button onClick={() => window.print()}>Print</Button>
            </div>
            <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4 print:hidden">
              <output className="inline-flex items-center gap-1.5 text-ink-2">
                {isSaved ? (
                  <>
                    <Icon name="check" className="text-accent" />
                    Saved. Keep them where you will find them.
                  </>
                ) : (
                  "Not saved yet"
                )}
              </output>
              <Button variant={isSaved ? "primary" : "secondary"} onClick={onClose}>
                {isSaved ? "Done" : "I keep them elsewhere"}
              </Button>
            </div>
          </Base.Popup>
        </Base.Portal>
      </Base.Root>
      <LeaveGuard
        dirty={!isSaved}
        what="the recovery codes"
        title="Leave without the recovery codes?"
        confirmLabel="Leave"
        cancelLabel="Stay"
      >
        They are not saved yet, and are not shown again.
      </LeaveGuard>
    </>
  );
}

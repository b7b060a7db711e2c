import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";

/** What lies between a dialog and the page. */
export const veilLook =
  "fixed inset-0 z-50 bg-veil transition-opacity duration-[180ms] data-ending-style:opacity-0 data-starting-style:opacity-0";

/** A dialog: below the upper edge of a wide window, at the lower edge of a phone, within reach of the thumb. */
export const popupLook =
  "fixed inset-x-4 bottom-4 z-50 mx-auto grid max-h-[calc(100dvh-2rem)] grid-cols-[minmax(0,1fr)] overflow-y-auto rounded-dialog border border-line bg-surface p-5 shadow-float transition duration-[180ms] outline-none data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 md:bottom-auto";

interface DialogProps {
  open: boolean;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** Escape was pressed. A click beside it does nothing: what is typed in it is not lost by accident. */
  onClose: () => void;
}

/** A few fields over the page, which stays as it is. */
export function Dialog({ open, title, lead, children, onClose }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={veilLook} />
        <Base.Popup className={`${popupLook} max-w-md gap-4 md:top-[18vh]`}>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
            <Base.Title className="text-section font-semibold wrap-anywhere">{title}</Base.Title>
            {lead && (
              <Base.Description render={<div />} className="wrap-anywhere text-ink-2">
                {lead}
              </Base.Description>
            )}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

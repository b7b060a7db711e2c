import { useContext, useEffect, useRef, useState } from "react";
import type { SignOutScope } from "../api/types.ts";
import { acting } from "../lib/session/browser-acting.ts";
import { session } from "../lib/session/browser-session.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { DraftsContext } from "../ui/drafts.ts";
import { failureToast } from "../ui/failure-toast.ts";
import { useToast } from "../ui/toasts.tsx";
import { queries } from "./queries.ts";

const questions: Record<SignOutScope, { title: string; effect: string; verb: string }> = {
  this: {
    title: "Discard and sign out?",
    effect: "What you typed on this page has not been saved. Signing out throws it away.",
    verb: "Discard and sign out",
  },
  others: {
    title: "Sign out other devices?",
    effect: "Every other device and browser has to sign in again. This one stays signed in.",
    verb: "Sign out others",
  },
  all: { title: "Sign out everywhere?", effect: "All your devices have to sign in again, this one too.", verb: "Sign out everywhere" },
};

interface SignOutDialogProps {
  scope: SignOutScope;
  /** The question in place of the usual one, where more is known: "Sign out 3 other devices?" */
  title?: string | undefined;
  onClose: () => void;
}

/** Signs out, having asked first where that costs something: other devices, or what was typed. */
export function SignOutDialog({ scope, title, onClose }: SignOutDialogProps) {
  const drafts = useContext(DraftsContext);
  const [mustAsk] = useState(scope !== "this" || drafts?.exist() === true);
  const { busy, signOut } = useSignOut(scope, onClose);
  const begun = useRef(false);

  useEffect(() => {
    if (mustAsk || begun.current) return;
    begun.current = true;
    void signOut();
  }, [mustAsk, signOut]);

  const { title: usualTitle, effect, verb } = questions[scope];
  return (
    <ConfirmDialog
      open={mustAsk}
      title={title ?? usualTitle}
      confirmLabel={verb}
      busyLabel="Signing out…"
      busy={busy}
      onConfirm={() => void signOut()}
      onCancel={onClose}
    >
      <p>{effect}</p>
    </ConfirmDialog>
  );
}

function useSignOut(scope: SignOutScope, onDone: () => void) {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    const now = acting.getSnapshot();
    try {
      // It goes by the cookie of this browser, which is the administrator's own.
      if (now.state === "acting") {
        toast({ tone: "danger", title: "Nobody was signed out", detail: `You act for ${now.user.name}, and change nothing.` });
        return;
      }
      await session.signOut(scope);
      if (scope !== "others") return;
      toast({ tone: "success", title: "Other devices signed out" });
      for (const what of ["activity", "sessions"]) void queries.invalidateQueries({ queryKey: ["me", what] });
    } catch (error) {
      toast(failureToast("Nobody was signed out", error));
    } finally {
      onDone();
    }
  };
  return { busy, signOut };
}

import { useContext, useEffect, useRef, useState } from "react";
import type { SignOutScope } from "../api/types.ts";
import { Problem } from "../lib/problem.ts";
import { session } from "../lib/session/browser-session.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { DraftsContext } from "../ui/drafts.ts";
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

/** Signs out, having asked first where that costs something: other devices, or what was typed. */
export function SignOutDialog({ scope, onClose }: { scope: SignOutScope; onClose: () => void }) {
  const drafts = useContext(DraftsContext);
  const [mustAsk] = useState(scope !== "this" || drafts?.exist() === true);
  const { busy, signOut } = useSignOut(scope, onClose);
  const begun = useRef(false);

  useEffect(() => {
    if (mustAsk || begun.current) return;
    begun.current = true;
    void signOut();
  }, [mustAsk, signOut]);

  const { title, effect, verb } = questions[scope];
  return (
    <ConfirmDialog
      open={mustAsk}
      title={title}
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
    try {
      await session.signOut(scope);
      if (scope !== "others") return;
      toast({ tone: "success", title: "Other devices signed out" });
      void queries.invalidateQueries({ queryKey: ["me", "activity"] });
    } catch (error) {
      toast({ tone: "danger", title: "Nobody was signed out", ...explain(error) });
    } finally {
      onDone();
    }
  };
  return { busy, signOut };
}

function explain(error: unknown): { detail: string; requestId?: string | null } {
  if (error instanceof Problem) return { detail: error.message, requestId: error.requestId };
  return { detail: "The server could not be told. Try again when it can be reached." };
}

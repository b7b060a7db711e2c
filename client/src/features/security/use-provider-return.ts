import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";
import { api } from "../../lib/api.ts";
import { nextPath } from "../../lib/next-path.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { useReadAgain } from "./security-queries.ts";

/**
 * What a provider's way back has left behind the address is taken out of it and done: `connected` is said, `provider-error` too, and
 * `connect` is an offer that the person has signed in for; once it is taken they go on to where they were going.
 */
export function useProviderReturn(): void {
  const { hash, pathname, search } = useLocation();
  const navigate = useNavigate();
  const toast = useToast();
  const readAgain = useReadAgain();
  const done = useRef<string | null>(null);

  useEffect(() => {
    if (hash === "" || done.current === hash) return;
    done.current = hash;
    const next = nextPath(search, location.origin);
    const goTo = (path: string) => void navigate(path, { replace: true });
    const goOn = () => next === "/" || goTo(next);
    const told = new URLSearchParams(hash.slice(1));
    const [offer, error] = [told.get("connect"), told.get("provider-error")];
    goTo(pathname);
    if (told.has("stepped-up")) toast({ tone: "success", title: "Confirmed", detail: "Go on in the tab you came from." });
    if (told.has("connected")) toast({ tone: "success", title: "Account connected" });
    if (error !== null) toast({ tone: "danger", title: "That did not work", detail: sayWhy(error) });
    if (offer === null) return;
    api("POST /me/connections", { body: { token: offer } }).then(
      () => {
        toast({ tone: "success", title: "Account connected" });
        goOn();
        return readAgain();
      },
      (cause: unknown) => {
        if (cause instanceof SignedOut) return;
        if (isProblem(cause))
          toast({ tone: "danger", title: "The account was not connected", detail: sayWhy(cause.code), requestId: cause.requestId });
        else toast(failureToast("The account was not connected", cause));
      },
    );
  }, [hash, pathname, search, navigate, toast, readAgain]);
}

const reasons: Record<string, string> = {
  provider_refused: "You turned back at the provider, or it refused. Nothing was changed.",
  connection_taken: "That account at the provider belongs to another account here. Disconnect it there first.",
  provider_flow_invalid: "It was begun in another browser, took longer than ten minutes, or was used already. Begin again.",
  connection_offer_invalid: "The offer was used, is too old, or was made to another account or browser. Connect it from this page.",
  provider_answer_invalid: "What the provider said did not pass our checks. Begin again; if it stays, tell whoever runs this Gatehouse.",
  provider_unavailable: "The provider does not answer as it should just now. Try again in a moment.",
  provider_proof_stale: "The provider let you through without asking who you are. Sign out there, and try again.",
  wrong_provider_account: "You signed in there with another account than the one that is connected here.",
  step_up_method_refused: "Your account has another way to prove it by now. Go that one.",
  session_ended: "Your session ended meanwhile. Sign in again.",
  step_up_required: "You did not confirm that it is you.",
};

function sayWhy(code: string): string {
  return reasons[code] ?? `The reason is “${code.slice(0, 60)}”. Try again.`;
}

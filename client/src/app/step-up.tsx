import { type ComponentType, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { freshProof, type ProofQuestion } from "../lib/fresh-proof.ts";
import { useSession } from "../lib/session/use-session.ts";
import { useToast } from "../ui/toasts.tsx";

type Question = ComponentType<{ question: ProofQuestion; email: string }>;

/** Draws the question for a fresh proof over whatever page is shown. Its code comes when it is first asked. */
export function StepUp() {
  const now = useSession();
  const question = useSyncExternalStore(freshProof.subscribe, freshProof.getSnapshot);
  const [Dialog, setDialog] = useState<Question | null>(null);
  const toast = useToast();
  const email = now.user?.email;

  const { pathname } = useLocation();
  const askedOn = useRef(pathname);

  useEffect(() => freshProof.attend(), []);

  // A question belongs to the page it was asked on: whoever goes elsewhere, with the browser's Back too, declines it.
  useEffect(() => {
    if (pathname === askedOn.current) return;
    askedOn.current = pathname;
    freshProof.getSnapshot()?.answer(false);
  }, [pathname]);

  useEffect(() => {
    // Whoever has no session any more has nothing left to prove.
    if (now.state === "out") question?.answer(false);
  }, [now.state, question]);

  useEffect(() => {
    if (question === null || Dialog !== null) return;
    import("../features/step-up/step-up-dialog.tsx").then(
      (module) => setDialog(() => module.StepUpDialog),
      () => {
        toast({ tone: "danger", title: "The question did not arrive", detail: "Load the page again; Gatehouse may have been updated." });
        question.answer(false);
      },
    );
  }, [question, Dialog, toast]);

  return Dialog && question && email && <Dialog question={question} email={email} />;
}

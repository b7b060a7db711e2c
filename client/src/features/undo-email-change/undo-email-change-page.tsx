import { useState } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { AddressTaken, ChangeUndone, IncompleteUndoLink, UndoLinkEnded } from "./undo-ends.tsx";

/** Takes a change of address back, by the link that was mailed to the old one. */
export function UndoEmailChangePage({ link }: Pick<DoorProps, "link">) {
  const hydrated = useHydrated();
  const token = linkValue(link, "token");
  const [email, setEmail] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      try {
        const { data } = await request("POST /auth/email-change/undo", { body: { token: token ?? "" } });
        keep("email", data.email);
        setEmail(data.email);
      } catch (error) {
        if (!isProblem(error, "undo_link_invalid", "email_taken")) throw error;
        setRefusal(error.code);
      }
    },
  });

  if (email !== null) return <ChangeUndone email={email} />;
  if (refusal === "email_taken") return <AddressTaken />;
  if (refusal !== null) return <UndoLinkEnded />;
  if (hydrated && token === null) return <IncompleteUndoLink />;
  return (
    <AuthShell
      title="Take the change back"
      lead="The address of your account was changed. If that was not you, take it back: this address becomes the one of the account again."
    >
      <div className="mb-6 border-y border-line py-4 text-body text-ink-2">
        <p className="mb-1.5 font-medium text-ink">What else happens</p>
        <ul className="grid list-disc gap-1 ps-5">
          <li>Every device is signed out.</li>
          <li>The password stops working, because whoever changed the address knew it. You choose a new one next.</li>
        </ul>
      </div>
      <AuthForm
        submission={submission}
        verb="Take the change back"
        busyVerb="Taking it back…"
        doing="Taking the change back"
        kept="The link is not used up"
      />
    </AuthShell>
  );
}

import { useState } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { AdditionsUndone, IncompleteLink, LinkEnded } from "./undo-additions-ends.tsx";

/** Takes back what was added to sign in with, by the link of the mail about it. */
export function UndoAdditionsPage({ link }: Pick<DoorProps, "link">) {
  const hydrated = useHydrated();
  const token = linkValue(link, "token");
  const [email, setEmail] = useState<string | null>(null);
  const [hasEnded, setHasEnded] = useState(false);
  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      try {
        const { data } = await request("POST /auth/additions/undo", { body: { token: token ?? "" } });
        keep("email", data.email);
        setEmail(data.email);
      } catch (error) {
        if (!isProblem(error, "undo_link_invalid")) throw error;
        setHasEnded(true);
      }
    },
  });

  if (email !== null) return <AdditionsUndone email={email} />;
  if (hasEnded) return <LinkEnded />;
  if (hydrated && token === null) return <IncompleteLink />;
  return (
    <AuthShell
      title="Was it not you?"
      lead="A new way to sign in, or a new second step, was added to your account. If that was somebody else, take it back here."
    >
      <div className="mb-6 border-y border-line py-4 text-body text-ink-2">
        <p className="mb-1.5 font-medium text-ink">What happens then</p>
        <ul className="grid list-disc gap-1 ps-5">
          <li>Passkeys, authenticator apps, recovery codes and connected accounts that were added in the last 72 hours are removed.</li>
          <li>Every device is signed out.</li>
          <li>The password stops working, because whoever did this knew it. You choose a new one next.</li>
        </ul>
      </div>
      <AuthForm
        submission={submission}
        verb="Take it back"
        busyVerb="Taking it back…"
        doing="Taking it back"
        kept="The link is not used up"
      />
      <AuthFooter>
        <p>
          Was it you? Then leave it as it is, and <TextLink href="/sign-in">sign in</TextLink>.
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

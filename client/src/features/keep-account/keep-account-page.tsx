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
import { AccountClosed, AccountKept, IncompleteKeepLink, KeepLinkEnded } from "./keep-ends.tsx";

/** Keeps a closed account, by the link that was mailed when it was closed; right after that it says how. */
export function KeepAccountPage({ link }: Pick<DoorProps, "link">) {
  const hydrated = useHydrated();
  const token = linkValue(link, "token");
  const closedUntil = linkValue(link, "closed");
  const [email, setEmail] = useState<string | null>(null);
  const [isDead, setIsDead] = useState(false);
  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      try {
        const { data } = await request("POST /auth/deletion/undo", { body: { token: token ?? "" } });
        keep("email", data.email);
        setEmail(data.email);
      } catch (error) {
        if (!isProblem(error, "undo_link_invalid")) throw error;
        setIsDead(true);
      }
    },
  });

  if (email !== null) return <AccountKept email={email} />;
  if (isDead) return <KeepLinkEnded />;
  if (hydrated && closedUntil !== null) return <AccountClosed until={closedUntil} />;
  if (hydrated && token === null) return <IncompleteKeepLink />;
  return (
    <AuthShell
      title="Keep your account"
      lead="Your account was closed and waits to be deleted. Keep it, and everything in it is as it was."
    >
      <AuthForm
        submission={submission}
        verb="Keep my account"
        busyVerb="Opening it again…"
        doing="Keeping your account"
        kept="The link is not used up"
      />
      <AuthFooter>
        <p>This signs nobody in. Was it not you who closed it? Then change your password once you are in.</p>
      </AuthFooter>
    </AuthShell>
  );
}

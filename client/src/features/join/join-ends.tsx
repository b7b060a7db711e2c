import { useEffect } from "react";
import { keep } from "../../lib/door/kept.ts";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";

/** The link was opened without its token. */
export function IncompleteInvitation() {
  return (
    <AuthShell
      title="The link is not whole"
      lead="A part of it is missing. Open it from the mail again, or copy all of it into the address bar. If you are invited, you find the invitation in your console, too."
    >
      <Onward isIn={false} />
    </AuthShell>
  );
}

/** It is used, withdrawn, declined or too old. */
export function InvitationOver({ isIn }: { isIn: boolean }) {
  useEffect(() => keep("membership", null), []);
  return (
    <AuthShell
      title="This invitation is over"
      lead="It has been used, declined or withdrawn, a newer one was sent, or it is older than seven days. If you joined before, you are still in. If not, ask whoever invited you for a new one."
    >
      <Onward isIn={isIn} />
    </AuthShell>
  );
}

/** The person would rather not. */
export function InvitationDeclined({ organization }: { organization: string }) {
  return (
    <AuthShell
      title="Invitation declined"
      lead={`You do not join ${organization}. Whoever invited you can see that, and can invite you again.`}
    >
      <Onward isIn />
    </AuthShell>
  );
}

function Onward({ isIn }: { isIn: boolean }) {
  return (
    <a href={isIn ? "/" : "/sign-in"} className={buttonClasses("primary", "large", "w-full")}>
      {isIn ? "Go to your console" : "Sign in"}
    </a>
  );
}

import type { AuthOptions } from "../../api/types.ts";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";

const texts = {
  closed: {
    title: "No new accounts here",
    lead: "This Gatehouse takes no registrations. If you need an account, ask whoever runs it.",
  },
  invitation: {
    title: "By invitation only",
    lead: "Accounts are made by invitation here. If you have one, open the link in its mail; if not, ask an administrator to invite you.",
  },
};

/** Nobody registers here by themselves. */
export function NotOpen({ registration, signInPath }: { registration: "closed" | "invitation"; signInPath: string }) {
  return (
    <AuthShell {...texts[registration]}>
      <a href={signInPath} className={buttonClasses("secondary", "large", "w-full")}>
        Sign in
      </a>
    </AuthShell>
  );
}

/** The invitation is used, withdrawn or too old. */
export function DeadInvitation({ registration }: { registration: AuthOptions["registration"] | undefined }) {
  const isOpen = registration === "open" || registration === "domains";
  return (
    <AuthShell
      title="This invitation no longer works"
      lead="It has been used or withdrawn, or it is older than seven days. Ask whoever invited you for a new one."
    >
      <a href="/sign-in" className={buttonClasses("primary", "large", "w-full")}>
        Sign in
      </a>
      {isOpen && (
        <AuthFooter>
          <p>
            You can also <TextLink href="/sign-up">create an account</TextLink> without an invitation.
          </p>
        </AuthFooter>
      )}
    </AuthShell>
  );
}

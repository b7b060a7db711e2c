import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** What was added is gone; the next step is a new password. */
export function AdditionsUndone({ email }: { email: string }) {
  return (
    <AuthShell
      title="It is taken back"
      lead={`What was added to the account of ${email} is removed, and every device is signed out. Your old password no longer works: choose a new one now.`}
    >
      <a href="/forgot" className={buttonClasses("primary", "large", "w-full")}>
        Choose a new password
      </a>
      <AuthFooter>
        <p>What you had added yourself in these days is gone, too. Add it again once you are in.</p>
      </AuthFooter>
    </AuthShell>
  );
}

/** The link was opened without its token. */
export function IncompleteLink() {
  return (
    <AuthShell
      title="The link is not whole"
      lead="A part of it is missing. Open it from the mail again, or copy all of it into the address bar. Nothing has been changed."
    />
  );
}

/** The link is used, or void, or 72 hours have passed. */
export function LinkEnded() {
  return (
    <AuthShell
      title="This link no longer works"
      lead="It has been used, or it is older than 72 hours, or the address of the account has changed since. If somebody else can sign in to your account, ask whoever runs this Gatehouse for help."
    >
      <AuthFooter>
        <p>
          Used it before? Then the next step is to <TextLink href="/forgot">choose a new password</TextLink>.
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** The old address is back; the next step is a new password. */
export function ChangeUndone({ email }: { email: string }) {
  return (
    <AuthShell
      title="The change is taken back"
      lead={`${email} is the address of your account again, and every device is signed out. Your old password no longer works: choose a new one now.`}
    >
      <a href="/forgot" className={buttonClasses("primary", "large", "w-full")}>
        Choose a new password
      </a>
    </AuthShell>
  );
}

/** The link was opened without its token. */
export function IncompleteUndoLink() {
  return (
    <AuthShell
      title="The link is not whole"
      lead="A part of it is missing. Open it from the mail again, or copy all of it into the address bar. Nothing has been changed."
    />
  );
}

/** The link is used, or 72 hours have passed. */
export function UndoLinkEnded() {
  return (
    <AuthShell
      title="This link no longer works"
      lead="It has been used, or it is older than 72 hours. If the address was changed by somebody else, ask whoever runs this Gatehouse for help."
    >
      <AuthFooter>
        <p>
          Used it before? Then the next step is to <TextLink href="/forgot">choose a new password</TextLink>.
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

/** Another account has been made with the old address since. */
export function AddressTaken() {
  return (
    <AuthShell
      title="The address has another account"
      lead="Since the change, an account of its own was made with this address, so it cannot be given back. Ask whoever runs this Gatehouse for help."
    />
  );
}

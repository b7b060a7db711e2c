import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** What a confirmed link has done. */
export type Done = { kind: "address"; email: string } | { kind: "change"; side: "old" | "new"; isComplete: boolean };

/** The address is proven. */
export function Confirmed({ email }: { email: string }) {
  return (
    <AuthShell title="Address confirmed" lead={`${email} is yours here. You can sign in with it now.`}>
      <a href="/sign-in" className={buttonClasses("primary", "large", "w-full")}>
        Go on
      </a>
      <AuthFooter>
        <p>The page that waits for the code can be closed: the code is used.</p>
      </AuthFooter>
    </AuthShell>
  );
}

/** One side of a change of address is proven, or both are. */
export function ChangeStep({ side, isComplete }: { side: "old" | "new"; isComplete: boolean }) {
  if (isComplete)
    return (
      <AuthShell
        title="Your address has changed"
        lead="From now on you sign in with the new address. Your other devices have been signed out. The old address was mailed a link that takes the change back, for 72 hours."
      >
        <a href="/" className={buttonClasses("primary", "large", "w-full")}>
          Go to the console
        </a>
      </AuthShell>
    );
  const other = side === "old" ? "new" : "old";
  return (
    <AuthShell
      title="Half of it is done"
      lead={`The ${side} address is confirmed. Now open the mail that was sent to the ${other} address, or type its code on the page where you began.`}
    >
      <a href="/me/email" className={buttonClasses("secondary", "large", "w-full")}>
        Back to the change of address
      </a>
    </AuthShell>
  );
}

/** Another account has the address by now. */
export function AddressTaken() {
  return (
    <AuthShell title="This address has an account" lead="It was confirmed for another account meanwhile. Nothing was changed now.">
      <a href="/sign-in" className={buttonClasses("primary", "large", "w-full")}>
        Sign in
      </a>
      <AuthFooter>
        <p>
          Not your password? <TextLink href="/forgot">Choose a new one</TextLink>
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

/** The link is used, replaced, expired or tried too often. */
export function EndedLink() {
  return (
    <AuthShell
      title="This link no longer works"
      lead="It has been used, a newer one has replaced it, or it is older than ten minutes. If you asked twice, open the newest mail."
    >
      <div className="grid gap-4 border-t border-line pt-5 text-body text-ink-2">
        <p>To get a new one, go back to where you asked and send a new code, or begin here:</p>
        <ul className="grid gap-2">
          <li>
            <TextLink href="/sign-in">Sign in</TextLink>, if your address is confirmed or to confirm it
          </li>
          <li>
            <TextLink href="/forgot">Choose a new password</TextLink>, if you have forgotten it
          </li>
          <li>
            <TextLink href="/me/email">Change your address</TextLink>, if that was what you were doing
          </li>
        </ul>
      </div>
    </AuthShell>
  );
}

/** The page was opened without a whole link. */
export function IncompleteLink() {
  return (
    <AuthShell
      title="The link is not whole"
      lead="A part of it is missing: some mail programs break long links. Copy all of it into the address bar, or type the code of the mail where you asked."
    >
      <AuthFooter>
        <p>
          Nothing to type it into? <TextLink href="/sign-in">Sign in</TextLink> or <TextLink href="/forgot">choose a new password</TextLink>
          .
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

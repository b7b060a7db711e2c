import { keep } from "../../lib/door/kept.ts";
import { withNext } from "../../lib/next-path.ts";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** The page was opened without having asked for a code in this tab. */
export function NothingWaits({ next }: { next: string }) {
  return (
    <AuthShell
      title="No code is awaited here"
      lead="A code is typed in the tab that asked for it. If that tab is closed, sign in: with the right password you are sent a new code."
    >
      <a href={withNext("/sign-in", next)} className={buttonClasses("primary", "large", "w-full")}>
        Sign in
      </a>
      <AuthFooter>
        <p>
          No account yet? <TextLink href={withNext("/sign-up", next)}>Create one</TextLink>
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

/** Somebody has confirmed the same address first. */
export function AddressTaken({ email, next }: { email: string; next: string }) {
  return (
    <AuthShell title="This address has an account" lead={`${email} was confirmed for an account meanwhile. Nothing was changed now.`}>
      <a href={withNext("/sign-in", next)} onClick={() => keep("email", email)} className={buttonClasses("primary", "large", "w-full")}>
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

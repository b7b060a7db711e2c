import { buttonClasses } from "./button-classes.ts";
import { Link } from "./link.tsx";

/** Stands in the place of what administrators do, for one who came in with one factor alone. */
export function SecondFactorNeeded() {
  return (
    <section aria-label="A second factor is needed" className="grid max-w-prose justify-items-start gap-3 border-s-2 border-warn py-1 ps-4">
      <p className="font-semibold">Administrators need a second factor here</p>
      <p className="text-ink-2">
        So that a stolen password alone does not open this Gatehouse to anybody. Add a passkey or an authenticator app to your account,
        which takes a minute. If you have one already, sign out and sign in with it.
      </p>
      <Link to="/me/security" className={buttonClasses("primary", "medium")}>
        Go to your security page
      </Link>
    </section>
  );
}

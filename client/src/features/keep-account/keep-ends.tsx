import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";
import { Time } from "../../ui/time.tsx";

const signIn = (
  <a href="/sign-in" className={buttonClasses("primary", "large", "w-full")}>
    Sign in
  </a>
);

/** The account is closed, and nobody is signed in any more. */
export function AccountClosed({ until }: { until: string }) {
  const isTime = !Number.isNaN(Date.parse(until));
  return (
    <AuthShell
      title="Your account is closed"
      lead={
        <>
          Every device is signed out. It is deleted for good{" "}
          {isTime ? (
            <>
              on <Time at={until} />
            </>
          ) : (
            "after 14 days"
          )}
          .
        </>
      }
    >
      <div className="border-y border-line py-4 text-body text-ink-2">
        <p className="mb-1.5 font-medium text-ink">If you change your mind before then</p>
        <ul className="grid list-disc gap-1 ps-5">
          <li>open the link in the mail that is on its way to you, or</li>
          <li>
            <TextLink href="/sign-in">sign in as you usually do</TextLink>, which asks whether you want to keep the account.
          </li>
        </ul>
      </div>
    </AuthShell>
  );
}

/** The account is open again; nobody is signed in by that. */
export function AccountKept({ email }: { email: string }) {
  return (
    <AuthShell
      title="Your account is open again"
      lead={`${email} signs in as before, and nothing is deleted. Your devices stay signed out.`}
    >
      {signIn}
      <AuthFooter>
        <p>
          Was it not you who closed it? <TextLink href="/forgot">Choose a new password</TextLink>
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

/** The link was opened without its token. */
export function IncompleteKeepLink() {
  return (
    <AuthShell
      title="The link is not whole"
      lead="A part of it is missing. Open it from the mail again, or copy all of it into the address bar. Nothing has been changed."
    />
  );
}

/** The link is used, or too late. */
export function KeepLinkEnded() {
  return (
    <AuthShell
      title="This link no longer works"
      lead="It has been used, or 14 days have passed and the account is deleted. If you used it before, the account is open: sign in."
    >
      {signIn}
    </AuthShell>
  );
}

import { useState } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep } from "../../lib/door/kept.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { buttonClasses } from "../../ui/button-classes.ts";
import { TextLink } from "../../ui/text-link.tsx";

/** Lets this browser sign in although sign-in waits for the address, by a mailed link. */
export function UnblockPage({ leave, link }: Pick<DoorProps, "leave" | "link">) {
  const hydrated = useHydrated();
  const token = linkValue(link, "token");
  const [isDead, setIsDead] = useState(false);
  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      try {
        const { data } = await request("POST /auth/unblock", { body: { token: token ?? "" }, headers: cookieHeaders });
        keep("email", data.email);
        keep("arrival", "unblocked");
        leave("/sign-in");
      } catch (error) {
        if (!isProblem(error, "unblock_link_invalid")) throw error;
        setIsDead(true);
      }
    },
  });

  if (isDead)
    return (
      <DeadUnblock
        title="This link no longer works"
        lead="It has been used or has expired. The wait is a quarter of an hour at most: then sign in as usual."
      />
    );
  if (hydrated && token === null)
    return (
      <DeadUnblock
        title="The link is not whole"
        lead="A part of it is missing. Open it from the mail again, or copy all of it into the address bar."
      />
    );
  return (
    <AuthShell
      title="Sign in without waiting"
      lead="Somebody typed wrong passwords for your address, so sign-in waits. If you are at your own device, let this browser in: it can sign in at once, and strangers go on waiting."
    >
      <AuthForm
        submission={submission}
        verb="Let this browser in"
        busyVerb="Letting it in…"
        doing="Letting this browser in"
        kept="The link is not used up"
      />
      <AuthFooter>
        <p>This signs nobody in: your password is still asked for. Do not press it on a device that is not yours.</p>
      </AuthFooter>
    </AuthShell>
  );
}

function DeadUnblock({ title, lead }: { title: string; lead: string }) {
  return (
    <AuthShell title={title} lead={lead}>
      <a href="/sign-in" className={buttonClasses("primary", "large", "w-full")}>
        Sign in
      </a>
      <AuthFooter>
        <p>
          Not sure of your password? <TextLink href="/forgot">Choose a new one</TextLink>
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

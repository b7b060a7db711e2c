import { useState } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { askedNow, keep, kept } from "../../lib/door/kept.ts";
import { withNext } from "../../lib/next-path.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { useNextPath } from "../../lib/use-next-path.ts";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { CodeStep } from "../../ui/code-step.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { AddressTaken, NothingWaits } from "./verify-ends.tsx";

/**
 * Takes the code that proves the address of a new account, or of one that was never confirmed. Then signs in, if the
 * password is still in this document's memory, and else leads to the sign-in page.
 */
export function VerifyPage({ session, leave, turnTo, typed }: Omit<DoorProps, "link">) {
  const hydrated = useHydrated();
  const next = useNextPath();
  const options = useAuthOptions();
  const [asked, setAsked] = useState(() => kept("verification"));
  const [isAgain, setIsAgain] = useState(false);
  const [isTaken, setIsTaken] = useState(false);

  // What the tab keeps is unknown while the page is as it was prerendered.
  const challenge = hydrated ? asked : null;
  if (isTaken) return <AddressTaken email={challenge?.email ?? ""} next={next} />;
  if (hydrated && challenge === null) return <NothingWaits next={next} />;

  const begin = challenge?.purpose === "verify_email" ? "sign-in" : "sign-up";
  const startAgain = (
    <TextLink
      href={withNext(`/${begin}`, next)}
      onClick={(event) => {
        event.preventDefault();
        turnTo(begin);
      }}
    >
      Start again
    </TextLink>
  );

  const arrive = async (email: string) => {
    keep("verification", null);
    keep("email", email);
    try {
      if (typed === null || typed.email.toLowerCase() !== email.toLowerCase()) throw new Error("The password is not here any more.");
      if (await session.signIn({ email, password: typed.password })) throw new Error("A second factor is wanted.");
      keep("email", null);
      leave(next);
    } catch {
      // Whatever stands in the way of signing in, the sign-in page can say it.
      keep("arrival", "confirmed");
      leave(withNext("/sign-in", next));
    }
  };

  const prove = async (code: string) => {
    try {
      const body = { challengeId: challenge?.id ?? "", code };
      const { data } = await request("POST /auth/registration/confirm", { body, headers: cookieHeaders });
      await arrive(data.email);
    } catch (error) {
      if (!isProblem(error, "email_taken")) throw error;
      setIsTaken(true);
    }
  };

  const noteDead = () => {
    if (challenge === null) return;
    const dead = { ...challenge, isDead: true };
    keep("verification", dead);
    setAsked(dead);
  };

  const resend = async () => {
    if (challenge === null) return;
    const { data } = await request("POST /auth/registration/resend", { body: { challengeId: challenge.id }, headers: cookieHeaders });
    const replacement = { ...askedNow(data, challenge.email), purpose: challenge.purpose };
    keep("verification", replacement);
    setAsked(replacement);
    setIsAgain(true);
  };

  return (
    <AuthShell
      title="Confirm your address"
      lead={
        <>
          We sent a code to <strong className="font-semibold text-ink">{challenge?.email ?? "your address"}</strong>. It works for ten
          minutes, in this browser.
        </>
      }
    >
      <CodeStep
        key={challenge?.id}
        askedAtMs={challenge?.askedAtMs ?? 0}
        isAgain={isAgain}
        isDead={challenge?.isDead === true}
        onDead={noteDead}
        options={options}
        prove={prove}
        resend={resend}
        words={{ registration_closed: "New accounts are not taken for this address any more. Ask whoever runs this Gatehouse." }}
        deadEnd={<>It is too long ago to send another code. {startAgain}.</>}
      />
      <AuthFooter>
        <p>Wrong address? {startAgain}.</p>
        {begin === "sign-up" && <p>If the address has an account already, the mail says so and has no code.</p>}
      </AuthFooter>
    </AuthShell>
  );
}

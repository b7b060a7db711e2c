import { type ReactNode, useEffect, useRef } from "react";
import type { AuthOptions } from "../api/types.ts";
import { isProblem, type Problem } from "../lib/problem.ts";
import { useSubmission } from "../lib/use-submission.ts";
import { AuthForm } from "./auth-form.tsx";
import { CodeField, codeDigits, isWholeCode } from "./code-field.tsx";
import { DevelopmentMail } from "./development-mail.tsx";
import { Notice } from "./notice.tsx";
import { ResendCode } from "./resend-code.tsx";

interface CodeStepProps {
  askedAtMs: number;
  /** It was asked for again on this page. */
  isAgain: boolean;
  /** No code works any more, as it was found before this page was loaded again. */
  isDead: boolean;
  /** Called when that is found now. */
  onDead: () => void;
  options: AuthOptions | null;
  /** Uses the code; throws what the server refuses. */
  prove: (code: string) => Promise<void>;
  /** Asks for another code; the page then shows this step anew. */
  resend: () => Promise<void>;
  /** What to do when there is no way but to begin again. */
  deadEnd: ReactNode;
  /** Refusals of this page's own, by code. */
  words?: Record<string, ReactNode>;
}

/** Waits for a mailed code: takes it as soon as it is whole, says how many tries are left, and asks for another one. */
export function CodeStep({ askedAtMs, isAgain, isDead, onDead, options, prove, resend, deadEnd, words = {} }: CodeStepProps) {
  const place = useRef<HTMLDivElement>(null);
  const refused = useRef(new Set<string>());
  const submission = useSubmission({
    check: ({ code = "" }): Record<string, string[]> => {
      if (!isWholeCode(code)) return { code: ["Enter all eight digits."] };
      // A whole code is sent by itself: who presses the button as well must not pay a second try for it.
      return refused.current.has(codeDigits(code))
        ? { code: ["This is not the code. It was tried already and costs no further try."] }
        : {};
    },
    send: async ({ code = "" }) => {
      try {
        await prove(codeDigits(code));
      } catch (error) {
        if (isProblem(error, "validation_failed")) refused.current.add(codeDigits(code));
        if (isProblem(error, "challenge_ended")) onDead();
        throw error;
      }
    },
    explain: sayWrong,
  });
  const hasEnded = isDead || isProblem(submission.error, "challenge_ended");
  const complaint = submission.fieldErrors.code?.[0];

  // Typing the code is what the page is for.
  useEffect(() => place.current?.querySelector("input")?.focus(), []);

  return (
    <div ref={place} className="grid gap-6">
      {isAgain && !hasEnded && (
        <Notice tone="success" title="A new code is on its way">
          The one before it no longer works.
        </Notice>
      )}
      {hasEnded ? (
        <Notice tone="danger" title="This code no longer works">
          It has been used or replaced, is older than ten minutes, or was typed wrong five times.
        </Notice>
      ) : (
        <AuthForm submission={submission} verb="Confirm" busyVerb="Confirming…" doing="Confirming" words={words}>
          <CodeField
            error={submission.fieldErrors.code}
            hint="Eight digits. The link in the same mail does it too."
            onWhole={(input) => input.form?.requestSubmit()}
          />
          {/* The field has the focus already, so what is said about it would not be read out. */}
          <output className="sr-only">{complaint}</output>
        </AuthForm>
      )}
      <DevelopmentMail options={options} />
      <div className="grid gap-3 text-body text-ink-2">
        {!hasEnded && <p>No mail after a minute? Look among the spam, and whether the address above is right.</p>}
        <ResendCode askedAtMs={askedAtMs} resend={resend} words={words} deadEnd={deadEnd} isOnly={hasEnded} />
      </div>
    </div>
  );
}

function sayWrong(problem: Problem): Record<string, string[]> {
  const reasons = problem.errors.filter(({ path }) => path === "/code").map(({ message }) => message.replace(/^Is not/, "This is not"));
  return reasons.length > 0 ? { code: reasons } : {};
}

import { isProblem } from "../../lib/problem.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { CodeField, codeDigits, isWholeCode } from "../../ui/code-field.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Time } from "../../ui/time.tsx";
import { refusals } from "./domain-words.ts";

interface DomainCodeProps {
  sentTo: string;
  expiresAt: string;
  /** Uses the code; rejects with what the server refuses. */
  prove: (code: string) => Promise<void>;
}

/** Takes the mailed code of a domain, as soon as it is whole. */
export function DomainCode({ sentTo, expiresAt, prove }: DomainCodeProps) {
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: ({ code = "" }): Record<string, string[]> => (isWholeCode(code) ? {} : { code: ["Enter all eight digits."] }),
    send: ({ code = "" }) => prove(codeDigits(code)),
    explain: (problem): Record<string, string[]> => {
      const reasons = problem.errors.filter(({ path }) => path === "/code").map(({ message }) => message.replace(/^Is /, "This is "));
      return reasons.length > 0 ? { code: reasons } : {};
    },
  });
  if (isProblem(error, "challenge_ended"))
    return (
      <div className="max-w-md">
        <Notice tone="danger" title="This code no longer works">
          It has been replaced, is older than ten minutes, or was typed wrong five times. Send a new one.
        </Notice>
      </div>
    );
  return (
    <Form errors={fieldErrors} onSubmit={onSubmit} onInput={() => forgive("code")}>
      <p className="text-ink-2">
        A code was sent to <EmailAddress value={sentTo} />. It works until <Time at={expiresAt} as="clock" />.
      </p>
      <CodeField error={fieldErrors["code"]} onWhole={(input) => input.form?.requestSubmit()} />
      {/* The field has the focus already, so what is said about it would not be read out. */}
      <output className="sr-only">{fieldErrors["code"]}</output>
      <FailureNotice
        error={error instanceof SignedOut ? null : error}
        doing="Proving the domain"
        secondsLeft={secondsLeft}
        words={refusals}
      />
      <FormActions>
        <Button type="submit" variant="primary" busy={busy} busyLabel="Confirming…">
          {secondsLeft > 0 ? `Try again in ${formatCountdown(secondsLeft)}` : "Confirm"}
        </Button>
      </FormActions>
    </Form>
  );
}

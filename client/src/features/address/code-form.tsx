import type { ReactNode } from "react";
import { formatCountdown } from "../../lib/countdown.ts";
import { isProblem } from "../../lib/problem.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { CodeField, codeDigits, isWholeCode } from "../../ui/code-field.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { explainCode } from "./explain-address.ts";

interface CodeFormProps {
  label: string;
  /** What the button that leads to another code says. */
  again: string;
  /** Uses the code; rejects with what the server refuses. */
  prove: (code: string) => Promise<void>;
  onAgain: () => void;
  /** It is the one thing to do on the page. */
  primary?: boolean;
  /** Stands beside the button. */
  children?: ReactNode;
}

const words = { email_taken: "Another account has this address by now. Start again with another one." };

/** Takes a mailed code, as soon as it is whole. A code that has ended makes room for the way to another one. */
export function CodeForm({ label, again, prove, onAgain, primary, children }: CodeFormProps) {
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: ({ code = "" }): Record<string, string[]> => (isWholeCode(code) ? {} : { code: ["Enter all eight digits."] }),
    send: ({ code = "" }) => prove(codeDigits(code)),
    explain: explainCode,
  });

  if (isProblem(error, "challenge_ended")) {
    return (
      <div className="grid max-w-md gap-4">
        <Notice tone="danger" title="This code no longer works">
          It has been used or replaced, is older than ten minutes, or was typed wrong five times.
        </Notice>
        <FormActions>
          <Button onClick={onAgain}>{again}</Button>
        </FormActions>
      </div>
    );
  }

  return (
    <Form errors={fieldErrors} onSubmit={onSubmit} onInput={() => forgive("code")}>
      <CodeField label={label} error={fieldErrors.code} onWhole={(input) => input.form?.requestSubmit()} />
      {/* The field has the focus already, so what is said about it would not be read out. */}
      <output className="sr-only">{fieldErrors.code}</output>
      {error !== null && <FailureNotice error={error} doing="Confirming" secondsLeft={secondsLeft} words={words} />}
      <FormActions>
        <Button type="submit" variant={primary && secondsLeft === 0 ? "primary" : "secondary"} busy={busy} busyLabel="Confirming…">
          {secondsLeft > 0 ? `Try again in ${formatCountdown(secondsLeft)}` : "Confirm"}
        </Button>
        {children}
      </FormActions>
    </Form>
  );
}

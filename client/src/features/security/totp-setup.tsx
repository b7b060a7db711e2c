import { useEffect, useRef } from "react";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { isProblem, type Problem, Unreachable } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { type FieldErrors, useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { CodeField, codeDigits, isWholeCode } from "../../ui/code-field.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Steps } from "../../ui/steps.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { QrCode } from "./qr-code.tsx";
import type { StayForAnswer } from "./stay-for-answer.tsx";

interface TotpSetupProps {
  offer: { secret: string; otpauthUri: string };
  /** The recovery codes that came with it, if it is the first second factor. */
  onConfirmed: (recoveryCodes: readonly string[] | null) => Promise<void> | void;
  /** It may have been confirmed all the same: the answer was lost, or the offer is gone. */
  onDoubt: () => void;
  onCancel: () => void;
  /** Keeps the page meanwhile. The page has it already. */
  Stay: typeof StayForAnswer;
}

const words = {
  not_found: "This secret is too old, or was replaced in another window. Begin again to get a new one.",
  too_many_attempts: "Too many wrong codes. The button below says when another one is taken.",
};

/** Brings the secret into an authenticator app, and proves with one of its codes that it has arrived. */
export function TotpSetup({ offer, onConfirmed, onDoubt, onCancel, Stay }: TotpSetupProps) {
  const place = useRef<HTMLDivElement>(null);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: ({ code = "" }): FieldErrors => (isWholeCode(code, 6) ? {} : { code: ["Enter all six digits."] }),
    send: async ({ code = "" }) => {
      const { data } = await confirm(codeDigits(code, 6)).catch((cause) => {
        if (cause instanceof Unreachable || isProblem(cause, "not_found")) onDoubt();
        throw cause;
      });
      await onConfirmed(data.recoveryCodes);
    },
    explain: sayWrong,
  });
  const hasEnded = isProblem(error, "not_found");
  const mustWait = secondsLeft > 0;

  useEffect(() => place.current?.focus(), []);

  const code = (
    <Form errors={fieldErrors} onSubmit={onSubmit} onInput={() => forgive("code")}>
      <CodeField label="Code that the app shows" length={6} error={fieldErrors.code} onWhole={(input) => input.form?.requestSubmit()} />
      {/* The field has the focus already, so what is said about it would not be read out. */}
      <output className="sr-only">{fieldErrors.code}</output>
      {error instanceof Unreachable ? (
        <Notice tone="warn" title="No answer came">
          It is not known whether the app was confirmed. The secret stays here: try again with the next code.
        </Notice>
      ) : (
        <FailureNotice
          error={error instanceof SignedOut ? null : error}
          doing="Confirming the app"
          secondsLeft={secondsLeft}
          words={words}
          kept="The secret stays here"
        />
      )}
      {busy && <Stay />}
      <FormActions>
        <Button type="submit" variant={mustWait || hasEnded ? "secondary" : "primary"} busy={busy} busyLabel="Confirming…">
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Confirm"}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {hasEnded ? "Begin again" : "Cancel"}
        </Button>
      </FormActions>
    </Form>
  );

  return (
    <section ref={place} tabIndex={-1} aria-label="Set up an authenticator app" className="outline-none">
      <Steps
        steps={[
          {
            title: "Scan this with the app",
            body: (
              <>
                <QrCode text={offer.otpauthUri} label="QR code for the authenticator app" />
                <p>
                  If it cannot be scanned, add an account by hand and copy this secret into it. It is shown only now.
                  <TextLink href={offer.otpauthUri} className="hidden pointer-coarse:block">
                    Open it in the app on this phone
                  </TextLink>
                </p>
                <CopyText value={groupSecret(offer.secret)} what="secret" />
              </>
            ),
          },
          { title: "Show that it has arrived", body: code },
        ]}
      />
    </section>
  );
}

function confirm(code: string) {
  return api("POST /me/totp/confirm", { body: { code } });
}

/** In fours, as apps and people read it; apps ignore the spaces. */
function groupSecret(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

function sayWrong(problem: Problem): FieldErrors {
  if (!problem.errors.some(({ path }) => path === "/code")) return {};
  return { code: ["This is not the code that the app shows now. Wait for the next one, and look whether the phone's clock is right."] };
}

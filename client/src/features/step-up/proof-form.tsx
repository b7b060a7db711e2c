import { useEffect, useRef, useState } from "react";
import type { BodyOf } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { askForPasskey } from "../../lib/passkeys.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { codeDigits, isWholeCode } from "../../ui/code-field.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { explainProof } from "./explain-proof.ts";
import { ProofField } from "./proof-field.tsx";
import { type FormWay, type ProofOptions, wayNames } from "./proof-ways.ts";

type Proof = BodyOf<"POST /me/step-up">;

interface ProofFormProps {
  way: FormWay;
  options: ProofOptions;
  email: string;
  onProven: () => void;
  onCancel: () => void;
}

/** Takes one proof. What it asks for has the focus. */
export function ProofForm({ way, options, email, onProven, onCancel }: ProofFormProps) {
  const place = useRef<HTMLDivElement>(null);
  const [sent, setSent] = useState(0);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: (typed) => checkProof(way, typed),
    send: async (typed) => {
      setSent(sent + 1);
      await api("POST /me/step-up", { body: await proofOf(way, typed, options, sent > 0) });
      onProven();
    },
    explain: explainProof,
  });
  const mustWait = secondsLeft > 0;

  useEffect(() => place.current?.querySelector<HTMLElement>("input:not([hidden]), button[type=submit]")?.focus(), []);

  return (
    <div ref={place}>
      <Form
        errors={fieldErrors}
        onSubmit={onSubmit}
        onInput={(event) => event.target instanceof HTMLInputElement && forgive(event.target.name)}
      >
        <ProofField way={way} email={email} errors={fieldErrors} />
        {/* The field has the focus already, so what is said about it would not be read out. */}
        <output className="sr-only">{Object.values(fieldErrors)[0]}</output>
        <FailureNotice error={error} doing="Confirming" secondsLeft={secondsLeft} />
        <FormActions>
          <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel="Confirming…">
            {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : way === "passkey" ? wayNames.passkey : "Confirm"}
          </Button>
          <Button variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        </FormActions>
      </Form>
    </div>
  );
}

function checkProof(way: FormWay, { password, code = "", recoveryCode }: Record<string, string>): Record<string, string[]> {
  if (way === "password" && !password) return { password: ["Enter your password."] };
  if (way === "totp" && !isWholeCode(code, 6)) return { code: ["Enter all six digits."] };
  if (way === "recovery_code" && !recoveryCode?.trim()) return { recoveryCode: ["Enter a recovery code."] };
  return {};
}

/** A challenge for a passkey can be answered once: another try asks for another one. */
async function proofOf(way: FormWay, typed: Record<string, string>, options: ProofOptions, isAgain: boolean): Promise<Proof> {
  const { password = "", code = "", recoveryCode = "" } = typed;
  if (way === "password") return { password };
  if (way === "totp") return { code: codeDigits(code, 6) };
  if (way === "recovery_code") return { recoveryCode: recoveryCode.trim() };
  const { passkey } = isAgain ? (await api("POST /me/step-up/options", {})).data : options;
  if (passkey === null) throw new Error("None of your passkeys is left. Go another way.");
  return { passkey: { token: passkey.token, response: await askForPasskey(passkey.options) } };
}

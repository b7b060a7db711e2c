import { useEffect, useRef } from "react";
import type { PendingSignIn } from "../../api/types.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { askForPasskey } from "../../lib/passkeys.ts";
import { isProblem, type Problem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { type FieldErrors, type Typed, useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { CodeField, codeDigits, isWholeCode } from "../../ui/code-field.tsx";
import { RecoveryCodeField } from "../../ui/recovery-code-field.tsx";

interface SecondFactorFormProps extends Pick<DoorProps, "session"> {
  method: PendingSignIn["methods"][number];
  token: string;
  /** No proof will be taken for this sign-in any more. */
  onEnded: () => void;
}

const words = {
  passkey_refused: "This passkey is not one of this account, or its answer came too late. Try again, or go another way.",
  account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
  too_many_attempts: "Too many wrong codes. The button below says when another one is taken.",
};

const wrong = {
  totp: "This is not the code that the app shows now, or it was used already. Each works once: wait for the next.",
  recovery_code: "This is not a recovery code of yours that is left.",
  passkey: "",
};

/** Takes the second proof. What it asks for has the focus; a code goes out with its last digit. */
export function SecondFactorForm({ method, token, session, onEnded }: SecondFactorFormProps) {
  const place = useRef<HTMLDivElement>(null);
  const submission = useSubmission({
    check: (typed) => checkCode(method, typed),
    send: async (typed) => {
      try {
        await send({ session, method, token }, typed);
      } catch (error) {
        if (isProblem(error, "pending_sign_in_ended")) onEnded();
        throw error;
      }
    },
    explain: (problem) => explain(problem, wrong[method]),
  });
  const complaint = submission.fieldErrors.code?.[0];

  useEffect(() => place.current?.querySelector<HTMLElement>("input, button[type=submit]")?.focus(), []);

  useEffect(() => {
    // The next code is typed over a wrong one.
    if (complaint) place.current?.querySelector("input")?.select();
  }, [complaint]);

  return (
    <div ref={place}>
      <AuthForm
        submission={submission}
        verb={method === "passkey" ? "Use a passkey" : "Sign in"}
        busyVerb="Signing in…"
        doing="The second step"
        words={words}
        kept="The first step stays done"
      >
        {method === "totp" && (
          <CodeField
            label="Code from your authenticator app"
            length={6}
            error={submission.fieldErrors.code}
            onWhole={(input) => input.form?.requestSubmit()}
          />
        )}
        {method === "recovery_code" && <RecoveryCodeField name="code" error={submission.fieldErrors.code} />}
        {/* The field has the focus already, so what is said about it would not be read out. */}
        <output className="sr-only">{complaint}</output>
      </AuthForm>
    </div>
  );
}

function checkCode(method: SecondFactorFormProps["method"], { code = "" }: Typed): FieldErrors {
  if (method === "totp" && !isWholeCode(code, 6)) return { code: ["Enter all six digits."] };
  if (method === "recovery_code" && code.trim() === "") return { code: ["Enter a recovery code."] };
  return {};
}

function explain(problem: Problem, message: string): FieldErrors {
  return problem.errors.some(({ path }) => path === "/code") ? { code: [message] } : {};
}

async function send({ session, method, token }: Omit<SecondFactorFormProps, "onEnded">, { code = "" }: Typed): Promise<void> {
  if (method === "totp") await session.signInBy("POST /auth/second-factor/totp", { token, code: codeDigits(code, 6) });
  if (method === "recovery_code") await session.signInBy("POST /auth/second-factor/recovery-code", { token, code: code.trim() });
  if (method === "passkey") {
    const { data } = await request("POST /auth/second-factor/passkey/options", { body: { token } });
    const response = await askForPasskey(data.options);
    await session.signInBy("POST /auth/second-factor/passkey", { token, challenge: data.token, response });
  }
}

import type { MailedLink } from "../../api/types.ts";
import { askedNow, keep } from "../../lib/door/kept.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthShell } from "../../ui/auth-shell.tsx";
import type { Done } from "./confirm-ends.tsx";
import type { MailedCode } from "./mailed-code.ts";

interface ConfirmHereProps {
  mailed: MailedCode;
  purpose: MailedLink["purpose"];
  onDone: (done: Done) => void;
  onRefused: (code: "challenge_ended" | "challenge_elsewhere" | "email_taken") => void;
  leave: (path: string) => void;
}

const confirmAddress = {
  title: "Confirm your address",
  lead: "You asked for this in this browser. One press, and the address is yours here.",
  verb: "Confirm this address",
};
const confirmChange = {
  title: "Confirm the change",
  lead: "You asked to change the address of your account. It changes once both the old and the new address are confirmed.",
  verb: "Confirm this address",
};
const texts: Record<MailedLink["purpose"], { title: string; lead: string; verb: string }> = {
  register: confirmAddress,
  verify_email: confirmAddress,
  recover_password: {
    title: "Choose a new password",
    lead: "You asked for this in this browser. On the next page you choose the new password; until then the old one stays.",
    verb: "Go on",
  },
  email_change_old: confirmChange,
  email_change_new: confirmChange,
};

/** The link was asked for in this browser: one button does what it is for. */
export function ConfirmHere({ mailed: { challengeId, secret }, purpose, onDone, onRefused, leave }: ConfirmHereProps) {
  const options = { body: { challengeId, secret }, headers: cookieHeaders };

  const confirm = async () => {
    if (purpose === "recover_password") {
      const { data } = await request("POST /auth/recovery/prove", options);
      keep("recovery", { ...askedNow({ id: challengeId }, data.email), isProven: true });
      leave("/forgot");
      return;
    }
    if (purpose === "register" || purpose === "verify_email") {
      const { data } = await request("POST /auth/registration/confirm", options);
      keep("verification", null);
      keep("email", data.email);
      onDone({ kind: "address", email: data.email });
      return;
    }
    const { data } = await request("POST /auth/email-change/prove", options);
    onDone({ kind: "change", ...data });
  };

  const submission = useSubmission({
    check: () => ({}),
    send: async () => {
      try {
        await confirm();
      } catch (error) {
        if (!isProblem(error, "challenge_ended", "challenge_elsewhere", "email_taken")) throw error;
        onRefused(error.code as Parameters<typeof onRefused>[0]);
      }
    },
  });

  const { title, lead, verb } = texts[purpose];
  return (
    <AuthShell title={title} lead={lead}>
      <AuthForm submission={submission} verb={verb} busyVerb="Confirming…" doing="Confirming" kept="The link is not used up" />
    </AuthShell>
  );
}

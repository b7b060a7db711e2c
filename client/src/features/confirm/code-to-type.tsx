import type { MailedLink } from "../../api/types.ts";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { CodeTicket } from "../../ui/code-ticket.tsx";
import { Notice } from "../../ui/notice.tsx";

const whatFor: Record<MailedLink["purpose"], string> = {
  register: "It confirms the address of a new account.",
  verify_email: "It confirms the address of your account.",
  recover_password: "It lets whoever types it choose a new password for your account.",
  email_change_old: "It agrees to another address for your account.",
  email_change_new: "It confirms this as the new address of an account.",
};

/** The link was opened in another browser than the one that asked, e.g. on the phone with the mailbox: the code helps there. */
export function CodeToType({ code, purpose }: { code: string; purpose: MailedLink["purpose"] }) {
  return (
    <AuthShell title="Type this code where you asked" lead={`The page that asked for it is open in another browser. ${whatFor[purpose]}`}>
      <div className="grid gap-6">
        <CodeTicket code={code} />
        <Notice tone="warn" title="Tell it to nobody">
          Nobody from here will ever ask you for it, neither by phone nor by mail. If you did not ask for a code, close this page: nothing
          happens.
        </Notice>
      </div>
    </AuthShell>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AnswerOf } from "../../api/types.ts";
import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { useOrganization } from "../../lib/organization.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Ticket } from "../../ui/ticket.tsx";

type Invited = AnswerOf<"POST /organizations/{organizationId}/invitations">["items"][number];

const words = {
  too_many_invitations: "So many invitations are open that no more can be made. Withdraw some that nobody accepts.",
  grant_exceeds_own: "Your role cannot give that one.",
};

/** Invites the first people, one address after the other, as those who build; the members' page knows more. */
export function InvitePeople() {
  const { id: organizationId } = useOrganization();
  const [last, setLast] = useState<Invited | null>(null);
  const [round, setRound] = useState(0);
  const queries = useQueryClient();
  return (
    <>
      {last && <Result invited={last} />}
      <InviteForm
        key={round}
        organizationId={organizationId}
        onInvited={(invited) => {
          setLast(invited);
          setRound(round + 1);
          void queries.invalidateQueries({ queryKey: ["organization", organizationId] });
        }}
      />
    </>
  );
}

function InviteForm({ organizationId, onInvited }: { organizationId: string; onInvited: (invited: Invited) => void }) {
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: ({ email = "" }) => withoutEmpty({ email: checkEmail(email) }),
    send: async ({ email = "" }) => {
      const body = { emails: [email.trim()], roleId: "developer" };
      const { data } = await api("POST /organizations/{organizationId}/invitations", { params: { organizationId }, body });
      const [invited] = data.items;
      if (invited) onInvited(invited);
    },
    explain: (problem) =>
      withoutEmpty({ email: problem.errors.filter(({ path }) => path.startsWith("/emails")).map(({ message }) => message) }),
  });
  const mustWait = secondsLeft > 0;
  return (
    <Form
      errors={fieldErrors}
      onSubmit={onSubmit}
      onInput={(event) => {
        forgive("email");
        setDirty(new FormData(event.currentTarget).get("email") !== "");
      }}
    >
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint="They come as Developer, which you can change. The invitation is for this address only, and works for seven days."
        error={fieldErrors["email"]}
      />
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Inviting" secondsLeft={secondsLeft} words={words} />
      <FormActions>
        <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel="Inviting…">
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Invite"}
        </Button>
      </FormActions>
      <LeaveGuard dirty={dirty && !busy} what="the invitation" />
    </Form>
  );
}

function Result({ invited: { email, status, isMailed, link } }: { invited: Invited }) {
  if (status === "already_member") return <Notice tone="info">{email} is a member already.</Notice>;
  return (
    <>
      <Notice tone="success" title={status === "invited" ? "Invited" : "Invited already"}>
        {isMailed ? `A mail is on its way to ${email}.` : `${email} sees the invitation once they are signed in.`}
      </Notice>
      {link !== null && (
        <Ticket value={link} what="the link of the invitation">
          No mail is sent from here, so hand the link over yourself. It is shown this once; inviting again makes a new one.
        </Ticket>
      )}
    </>
  );
}

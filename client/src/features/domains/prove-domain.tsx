import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OrganizationDomain } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { beginWait, formatCountdown, useSecondsLeft, type Wait } from "../../lib/countdown.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { SelectField } from "../../ui/select.tsx";
import { domainsOf } from "./domain-queries.ts";
import { mailboxes, refusals } from "./domain-words.ts";
import { DomainCode } from "./domain-code.tsx";

/** Proves a domain: has a code mailed to one of the mailboxes of who looks after it, and takes the code. */
export function ProveDomain({ domain }: { domain: OrganizationDomain }) {
  const { id: organizationId } = useOrganization();
  const { online } = useOnline();
  const queries = useQueryClient();
  const [mailbox, setMailbox] = useState<(typeof mailboxes)[number]>("postmaster");
  const [wait, setWait] = useState<Wait | null>(null);
  const secondsLeft = useSecondsLeft(wait);
  const params = { organizationId, domainId: domain.id };
  const again = () => queries.invalidateQueries({ queryKey: domainsOf(organizationId).queryKey });
  const sending = useMutation({
    mutationFn: async () => (await api("POST /organizations/{organizationId}/domains/{domainId}/code", { params, body: { mailbox } })).data,
    onSuccess: again,
    onError: (error) => isProblem(error) && error.retryAfterSeconds && setWait(beginWait(error.retryAfterSeconds)),
  });
  const code = sending.data?.code ?? domain.code;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 border-s-2 border-line-strong py-1 ps-4">
      <p className="max-w-prose text-ink-2">
        Prove that the domain is yours: a code goes to a mailbox that only who looks after it can read.
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          label="Send the code to"
          value={mailbox}
          choices={mailboxes.map((name) => ({ value: name, label: `${name}@${domain.domain}` }))}
          onChoose={(chosen) => setMailbox(mailboxes.find((name) => name === chosen) ?? mailbox)}
        />
        <Button
          variant={code ? "secondary" : "primary"}
          className="min-h-9"
          disabled={!online || secondsLeft > 0}
          busy={sending.isPending}
          busyLabel="Sending…"
          onClick={() => sending.mutate()}
        >
          {secondsLeft > 0 ? `Try again in ${formatCountdown(secondsLeft)}` : code ? "Send a new code" : "Send the code"}
        </Button>
      </div>
      <div className="max-w-md empty:hidden">
        {sending.error && !(sending.error instanceof SignedOut) && (
          <FailureNotice error={sending.error} doing="Sending the code" secondsLeft={secondsLeft} words={refusals} />
        )}
      </div>
      {code && (
        <DomainCode
          key={`${code.sentTo} ${code.expiresAt}`}
          sentTo={code.sentTo}
          expiresAt={code.expiresAt}
          prove={async (digits) => {
            await api("POST /organizations/{organizationId}/domains/{domainId}/verify", { params, body: { code: digits } });
            await again();
          }}
        />
      )}
    </div>
  );
}

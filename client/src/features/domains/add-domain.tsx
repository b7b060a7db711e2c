import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OrganizationDomain } from "../../api/types.ts";
import { withoutEmpty } from "../../lib/account-checks.ts";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { useOrganization } from "../../lib/organization.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { SelectField } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { domainsOf } from "./domain-queries.ts";
import { modes, newcomerRoles, refusals } from "./domain-words.ts";

/** Adds a mail domain. It lets nobody in before it is proven. */
export function AddDomain({ onAdded }: { onAdded: (domain: OrganizationDomain) => void }) {
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const [mode, setMode] = useState<OrganizationDomain["mode"]>("request");
  const [newMemberRole, setRole] = useState<OrganizationDomain["newMemberRole"]>("viewer");
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: () => withoutEmpty({ domain: typed.trim() ? [] : ["Enter a mail domain."] }),
    send: async () => {
      // Many type an address of theirs.
      const domain = typed.trim().replace(/^.*@/, "");
      const { data } = await api("POST /organizations/{organizationId}/domains", {
        params: { organizationId },
        body: { domain, mode, newMemberRole },
      });
      await queries.invalidateQueries({ queryKey: domainsOf(organizationId).queryKey });
      onAdded(data);
    },
    explain: (problem) =>
      withoutEmpty({
        domain: problem.errors.filter(({ path }) => path === "/domain").map(({ message }) => message.replace(/^Is not/, "This is not")),
      }),
  });
  const mustWait = secondsLeft > 0;
  return (
    <Form errors={fieldErrors} onSubmit={onSubmit} onInput={() => forgive("domain")}>
      <TextField
        label="Mail domain"
        name="domain"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={253}
        placeholder="example.com"
        hint="What stands behind the @ of your people’s addresses. Subdomains are others."
        value={typed}
        error={fieldErrors["domain"]}
        onChange={(event) => setTyped(event.target.value)}
      />
      <SelectField
        label="People with an address there"
        value={mode}
        choices={modes}
        onChoose={(chosen) => setMode(modes.find(({ value }) => value === chosen)?.value ?? mode)}
      />
      <SelectField
        label="As"
        value={newMemberRole}
        choices={newcomerRoles}
        onChoose={(chosen) => setRole(newcomerRoles.find(({ value }) => value === chosen)?.value ?? newMemberRole)}
      />
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Adding" secondsLeft={secondsLeft} words={refusals} />
      <FormActions>
        <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel="Adding…">
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Add domain"}
        </Button>
      </FormActions>
      <LeaveGuard dirty={typed !== "" && !busy} what="the new domain" />
    </Form>
  );
}

import { useState } from "react";
import type { Organization } from "../../api/types.ts";
import { withoutEmpty } from "../../lib/account-checks.ts";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { slugOf } from "./slug-of.ts";
import { reasonsOf } from "./use-general-form.ts";

const words = { too_many_organizations: "You own as many organizations as one person may. Close one first, or ask its owner for yours." };

/** Who asked for the field types into it next. */
const takeFocus = (field: HTMLInputElement | null) => field?.focus();

/** Makes an organization. Its address follows the name until the person chooses one. */
export function CreateOrganization({ onCreated }: { onCreated: (organization: Organization) => Promise<void> }) {
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: (typed) =>
      withoutEmpty({ name: typed["name"]?.trim() ? [] : ["Enter a name."], slug: slug?.trim() === "" ? ["Enter an address."] : [] }),
    send: async () => {
      const body = { name: name.trim(), ...(slug !== null && { slug: slug.trim() }) };
      await onCreated((await api("POST /organizations", { body })).data);
    },
    explain: reasonsOf,
  });
  const mustWait = secondsLeft > 0;

  return (
    <Form
      errors={fieldErrors}
      onSubmit={onSubmit}
      onInput={(event) => event.target instanceof HTMLInputElement && forgive(event.target.name)}
    >
      <TextField
        label="Name"
        name="name"
        autoComplete="organization"
        required
        maxLength={200}
        hint="As its members call it. It can be changed later."
        value={name}
        error={fieldErrors["name"]}
        onChange={(event) => setName(event.target.value)}
      />
      {slug === null ? (
        <p className="-mt-2 grid gap-0.5 text-small text-ink-3">
          <span className="wrap-anywhere">
            Its address: <span className="font-mono text-ink-2">{`${location.host}/o/${slugOf(name) || "…"}`}</span>
          </span>
          <span>
            <LinkButton onClick={() => setSlug(slugOf(name))}>Choose another address</LinkButton>
          </span>
        </p>
      ) : (
        <TextField
          label="Address"
          name="slug"
          ref={takeFocus}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={48}
          hint={`What stands behind ${location.host}/o/: letters a to z, digits, and hyphens between them.`}
          value={slug}
          error={fieldErrors["slug"]}
          onChange={(event) => setSlug(event.target.value)}
        />
      )}
      <FailureNotice
        error={error instanceof SignedOut ? null : error}
        doing="Creating the organization"
        secondsLeft={secondsLeft}
        words={words}
      />
      <FormActions>
        <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel="Creating…">
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Create organization"}
        </Button>
      </FormActions>
      <LeaveGuard dirty={name !== "" && !busy} what="the new organization" />
    </Form>
  );
}

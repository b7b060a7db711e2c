import { type FormEvent, type ReactNode, useState } from "react";
import type { InvitedMember } from "../../api/types.ts";
import { useMutation } from "@tanstack/react-query";
import { beginWait, formatCountdown, useSecondsLeft, type Wait } from "../../lib/countdown.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { useDraft } from "../../ui/drafts.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { FormActions } from "../../ui/form.tsx";
import { SelectField } from "../../ui/select.tsx";
import { AddressesField } from "./addresses-field.tsx";
import { invitePeople } from "./invite-people.ts";
import { readAddresses, type TypedAddress } from "./read-addresses.ts";
import { useInvitableRoles } from "./use-grantable-roles.ts";

/** Invites addresses to a role. What was typed stays until the server has taken it. */
export function InviteForm({ onInvited, children }: { onInvited: (items: readonly InvitedMember[]) => void; children?: ReactNode }) {
  const { id: organizationId } = useOrganization();
  const { online } = useOnline();
  const roles = useInvitableRoles();
  const [addresses, setAddresses] = useState<readonly TypedAddress[]>([]);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState<string>();
  const [picked, setPicked] = useState<string | null>(null);
  const [wait, setWait] = useState<Wait | null>(null);
  const secondsLeft = useSecondsLeft(wait);
  const roleId = picked ?? roles.find(({ id }) => id === "developer")?.id ?? roles.at(-1)?.id ?? "viewer";
  const role = roles.find(({ id }) => id === roleId);

  const inviting = useMutation({
    mutationFn: async (emails: readonly string[]) => {
      const invited: InvitedMember[] = [];
      try {
        await invitePeople({ organizationId, emails, roleId, onInvited: (items) => invited.push(...items) });
      } catch (error) {
        // Who is invited already is not asked for again.
        const done = new Set(invited.map(({ email }) => email.toLowerCase()));
        setAddresses((before) => before.filter(({ text: email }) => !done.has(email.toLowerCase())));
        throw error;
      }
      return invited;
    },
    onSuccess: onInvited,
    onError: (error) => isProblem(error) && error.retryAfterSeconds && setWait(beginWait(error.retryAfterSeconds)),
  });
  useDraft((addresses.length > 0 || text !== "") && !inviting.isPending);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (inviting.isPending || secondsLeft > 0) return;
    const known = new Set(addresses.map(({ text: email }) => email.toLowerCase()));
    const all = [...addresses, ...readAddresses(text).filter(({ text: email }) => !known.has(email.toLowerCase()))];
    setAddresses(all);
    setText("");
    if (all.length === 0) return setMissing("Enter at least one address.");
    if (all.every(({ wrong }) => wrong === null)) inviting.mutate(all.map(({ text: email }) => email));
  };

  return (
    <form noValidate onSubmit={submit} className="grid max-w-xl grid-cols-[minmax(0,1fr)] gap-5">
      <AddressesField
        addresses={addresses}
        text={text}
        error={missing}
        onChange={(now, typing) => {
          setAddresses(now);
          setText(typing);
          setMissing(undefined);
        }}
      />
      <SelectField
        label="Role"
        value={roleId}
        choices={roles.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setPicked}
        hint={role?.description}
      />
      <FailureNotice error={inviting.error instanceof SignedOut ? null : inviting.error} doing="Inviting" secondsLeft={secondsLeft} />
      <FormActions>
        <Button
          type="submit"
          variant={secondsLeft > 0 ? "secondary" : "primary"}
          disabled={!online}
          busy={inviting.isPending}
          busyLabel="Inviting…"
        >
          {secondsLeft > 0 ? `Try again in ${formatCountdown(secondsLeft)}` : "Invite"}
        </Button>
        {children}
      </FormActions>
    </form>
  );
}

import { useEffect, useRef } from "react";
import type { EmailChange } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageLink } from "../../ui/page-link.tsx";

/** Says that it is done, in the place of the codes; takes the focus, which they had. */
export function AddressChanged({ change: { oldEmail, oldProven }, onAgain }: { change: EmailChange; onAgain: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="grid max-w-prose gap-4 outline-none">
      <Notice tone="success" title="Address changed">
        <p>
          From now on you sign in with the new one. Your other devices were signed out.{" "}
          <PageLink to="/me/sessions">See your devices</PageLink>
        </p>
        {oldProven !== null && (
          <p>
            <EmailAddress value={oldEmail} /> got a mail with a link that undoes the change within 72 hours.
          </p>
        )}
      </Notice>
      <FormActions>
        <Button onClick={onAgain}>Change it again</Button>
      </FormActions>
    </div>
  );
}

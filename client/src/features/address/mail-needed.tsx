import type { ReactNode } from "react";
import type { AuthOptions } from "../../api/types.ts";
import { DevelopmentMail } from "../../ui/development-mail.tsx";
import { Notice } from "../../ui/notice.tsx";

/** What can only be done by mail; where there is none it says so instead, and where mails are kept on a page it leads there. */
export function MailNeeded({ options, children }: { options: AuthOptions; children: ReactNode }) {
  if (options.mail !== "off") {
    return (
      <>
        {children}
        <DevelopmentMail options={options} />
      </>
    );
  }
  return (
    <Notice tone="info" title="This Gatehouse sends no mail">
      An address is confirmed and changed by mail, so neither can be done here. Whoever runs this Gatehouse can set mail up.
    </Notice>
  );
}

import type { AuthOptions } from "../api/types.ts";
import { Notice } from "./notice.tsx";
import { TextLink } from "./text-link.tsx";

/** Where to read the mail that a page waits for, on an instance that keeps its mails for a page. Nothing elsewhere. */
export function DevelopmentMail({ options }: { options: AuthOptions | null }) {
  if (options?.mail !== "page") return null;
  return (
    <Notice tone="info" title="No mail leaves this Gatehouse">
      <p>
        It has no mail server, so mails are kept on a page:{" "}
        <TextLink href="/development/mail" target="_blank" rel="noopener">
          read them in a new tab
        </TextLink>
        .
      </p>
    </Notice>
  );
}

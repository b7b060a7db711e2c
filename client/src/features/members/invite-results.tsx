import { useEffect, useRef } from "react";
import type { InvitedMember } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { CopyText } from "../../ui/copy-text.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Notches } from "../../ui/notches.tsx";

/** What became of each address; where no mail is sent, the links, which are shown this once. */
export function InviteResults({ results, onDone }: { results: readonly InvitedMember[]; onDone: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const invited = results.filter(({ status }) => status === "invited").length;
  const links = results.filter(({ link }) => link !== null);
  return (
    <div className="grid max-w-xl grid-cols-[minmax(0,1fr)] gap-4">
      <h3 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {invited === 0 ? "Nobody new was invited" : `${invited} ${invited === 1 ? "person is" : "people are"} invited`}
      </h3>
      <ul className="max-h-[40dvh] overflow-y-auto border-y border-line">
        {results.map((result) => (
          <li key={result.email} className="grid gap-2 border-b border-line py-2 last:border-0">
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="min-w-0 font-medium wrap-anywhere">
                <EmailAddress value={result.email} />
              </span>
              <span className={result.status === "invited" ? "text-accent" : "text-ink-3"}>{wordOf(result)}</span>
            </p>
            {result.link !== null && (
              <div className="relative rounded-control border border-dashed border-line-strong bg-canvas px-5 py-2">
                <Notches />
                <CopyText value={result.link} what={`the link for ${result.email}`} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {links.length > 0 && (
        <p className="text-small text-ink-3">
          No mail is sent from here, so hand {links.length === 1 ? "the link" : "each link"} over yourself, to this person only.{" "}
          {links.length === 1 ? "It is" : "They are"} shown this once; sending the invitation again makes a new one.
        </p>
      )}
      <div>
        <Button variant="primary" onClick={onDone}>
          {links.length > 0 ? (links.length === 1 ? "I have the link" : "I have the links") : "Done"}
        </Button>
      </div>
    </div>
  );
}

function wordOf({ status, isMailed, link }: InvitedMember): string {
  if (status === "already_member") return "Is a member already";
  if (status === "already_invited") return "Was invited already";
  if (isMailed || link !== null) return "Invited";
  return "Invited, without a further mail: they see it once they are signed in";
}

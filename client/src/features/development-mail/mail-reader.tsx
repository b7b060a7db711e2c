import type { DevelopmentMail } from "../../api/types.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Section } from "../../ui/section.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Time } from "../../ui/time.tsx";
import { codeIn, cutAtLinks, linkIn } from "./mail-parts.ts";

/** One mail: what it is for at the top, to be copied or followed, then the mail itself in both its forms. */
export function MailReader({ mail: { id, kind, to, subject, text, createdAt } }: { mail: DevelopmentMail }) {
  const code = codeIn(text);
  const link = linkIn(text);
  return (
    <article className="grid gap-8">
      <p className="lg:hidden">
        <PageLink to="?">All mails</PageLink>
      </p>
      <Section title={subject}>
        <DefinitionList
          items={[
            { term: "To", value: <EmailAddress value={to} /> },
            { term: "Written", value: <Time at={createdAt} /> },
            { term: "Kind", value: <Mono>{kind}</Mono> },
            ...(code === null ? [] : [{ term: "Code", value: <CopyText value={code} what="code" /> }]),
            ...(link === null
              ? []
              : [
                  {
                    term: "Link",
                    value: (
                      <div className="grid justify-items-start gap-1">
                        <CopyText value={link} what="link" />
                        <TextLink href={link} target="_blank" rel="noopener">
                          Open in a new tab
                        </TextLink>
                      </div>
                    ),
                  },
                ]),
          ]}
        />
      </Section>
      <Section title="As text">
        <pre className="max-w-full font-mono text-small whitespace-pre-wrap wrap-anywhere">
          {cutAtLinks(text).map((part, index) =>
            "link" in part ? (
              <TextLink key={index} href={part.link} target="_blank" rel="noopener">
                {part.link}
              </TextLink>
            ) : (
              part.text
            ),
          )}
        </pre>
      </Section>
      <Section title="As HTML">
        {/* Its own document, which may run no script, reach nothing of the console, and keeps the styles that mails carry. */}
        <iframe
          title={`HTML form of: ${subject}`}
          src={`/api/v1/development/mails/${id}/html`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          className="h-128 w-full rounded-control border border-line bg-surface"
        />
      </Section>
    </article>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { CopyText } from "../../ui/copy-text.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { NameForm } from "./name-form.tsx";
import { myProfile, type ReadProfile } from "./profile-query.ts";

/** Who the person is here: the name to change, and the facts that stay. */
export function ProfilePage() {
  const { user } = useSignedIn();
  const { data, error, refetch } = useQuery(myProfile);
  // What is being edited stays, also when the cache is emptied because the session has ended.
  const [start, setStart] = useState<ReadProfile | null>(null);
  if (data && !start) setStart(data);
  return (
    <>
      <PageHeader title="Profile" lead="Who you are in this Gatehouse." />
      <Columns
        main={
          <Section title="How you appear">
            {start ? (
              <NameForm start={start} />
            ) : error ? (
              <ErrorPanel error={error} title="Your profile could not be loaded" onRetry={() => void refetch()} />
            ) : (
              <Loading what="your profile" rows={2} onRetry={() => void refetch({ cancelRefetch: true })} />
            )}
          </Section>
        }
        side={
          <Section title="Account">
            <DefinitionList
              items={[
                {
                  term: "Email",
                  value: (
                    <>
                      <EmailAddress value={user.email} />{" "}
                      <PageLink to="/me/email">{user.emailVerifiedAt ? "Change" : "Confirm or change"}</PageLink>
                    </>
                  ),
                },
                { term: "Role", value: user.instanceRole === "administrator" ? "Administrator of this instance" : "Member" },
                { term: "Since", value: <Time at={user.createdAt} as="day" /> },
                { term: "User id", value: <CopyText value={user.id} what="user id" />, long: true },
              ]}
            />
          </Section>
        }
      />
    </>
  );
}

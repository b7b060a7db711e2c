import type { ReactNode } from "react";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { Portrait } from "../../ui/avatar.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { Time } from "../../ui/time.tsx";
import { NextSteps } from "./next-steps.tsx";

/** Where one arrives: who one is, for how long, what happened last, and what to do next. */
export function OverviewPage({ attention, recentActivity }: { attention: ReactNode; recentActivity: ReactNode }) {
  const { user, session } = useSignedIn();
  return (
    <>
      <PageHeader title="Overview" />
      {attention}
      <Columns
        main={
          <>
            <Section title="Recent activity" aside={<PageLink to="/me/activity">All activity</PageLink>}>
              {recentActivity}
            </Section>
            <Section title="Next steps">
              <NextSteps user={user} />
            </Section>
          </>
        }
        side={
          <>
            <Section title="You" aside={<PageLink to="/me/profile">Edit</PageLink>}>
              <Portrait
                name={user.name}
                detail={<EmailAddress value={user.email} />}
                note={user.instanceRole === "administrator" ? "Administrator of this instance" : null}
              />
            </Section>
            <Section title="This session" aside={<PageLink to="/me/sessions">All devices</PageLink>}>
              <DefinitionList
                items={[
                  { term: "Signed in", value: <Time at={session.createdAt} /> },
                  { term: "If unused, ends", value: <Time at={session.idleExpiresAt} /> },
                  { term: "Ends at the latest", value: <Time at={session.expiresAt} /> },
                ]}
              />
            </Section>
          </>
        }
      />
    </>
  );
}

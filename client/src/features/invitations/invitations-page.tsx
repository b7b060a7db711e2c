import { useSignedIn } from "../../lib/session/signed-in.ts";
import { AdministratorsOnly } from "../../ui/administrators-only.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Columns, Section } from "../../ui/section.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { Invite } from "./invite.tsx";
import { RegistrationRule } from "./registration-rule.tsx";

/** Who is invited to this instance; for its administrators. */
export function InvitationsPage() {
  const { user } = useSignedIn();
  return (
    <>
      <PageHeader title="Invitations" lead="Lets somebody create an account in this Gatehouse, with the address you name." />
      <AdministratorsOnly user={user} title="Only administrators invite">
        <Columns
          main={
            <>
              <Section title="Invite somebody">
                <Invite />
              </Section>
              <Section title="Open invitations">
                <InvitationList />
              </Section>
            </>
          }
          side={
            <Section title="Who can join">
              <RegistrationRule />
            </Section>
          }
        />
      </AdministratorsOnly>
    </>
  );
}

import { useSignedIn } from "../../lib/session/signed-in.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
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
      {user.instanceRole === "administrator" ? (
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
      ) : (
        <EmptyState title="Only administrators invite">
          You need to be an administrator of this instance. Whoever runs this Gatehouse can make you one.
        </EmptyState>
      )}
    </>
  );
}

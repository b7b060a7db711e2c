import { useInfiniteQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Section } from "../../ui/section.tsx";
import { ViewLinks } from "../../ui/view-links.tsx";
import { InvitationList } from "./invitation-list.tsx";
import { invitationsIn } from "./invitation-queries.ts";
import { Invite, InviteDialog } from "./dialogs.tsx";
import { JoinRequestList } from "./join-request-list.tsx";
import { joinRequests } from "./join-request-queries.ts";
import { MemberList } from "./member-list.tsx";
import { MemberSearch } from "./member-search.tsx";
import { type MemberView, useMemberFilter, writeMemberFilter } from "./member-view.ts";

/** Everybody who belongs to the organization, or is about to. */
export function MembersPage() {
  const { id } = useOrganization();
  return <MembersOf key={id} />;
}

function MembersOf() {
  const { id, name } = useOrganization();
  const mayInvite = usePermission("members:invite");
  const { online } = useOnline();
  const [{ view, search }, look] = useMemberFilter();
  const [isInviting, setIsInviting] = useState(false);
  const invited = useInfiniteQuery(invitationsIn(id, "open")).data?.pages.flatMap((page) => page.items).length;
  const asking = useInfiniteQuery({ ...joinRequests(id), enabled: mayInvite }).data?.pages.flatMap((page) => page.items).length;
  const viewLink = (label: string, to: MemberView, count?: number) => ({
    label,
    to: { search: writeMemberFilter({ view: to, search: "" }) },
    isCurrent: view === to,
    count,
  });
  const inviteHere = mayInvite && (
    <div className="mt-8">
      <Section title="Invite people">
        <Suspense>
          <Invite />
        </Suspense>
      </Section>
    </div>
  );
  return (
    <>
      <PageHeader
        title="Members"
        lead={`Who can act in ${name}, and as what.`}
        actions={
          mayInvite && (
            <Button variant="primary" disabled={!online} onClick={() => setIsInviting(true)}>
              Invite people…
            </Button>
          )
        }
      />
      <div className="mb-5">
        <ViewLinks
          label="Show"
          views={[
            viewLink("Members", "members"),
            viewLink("Invited", "invitations", invited),
            ...(mayInvite ? [viewLink("Asking to join", "requests", asking)] : []),
          ]}
        />
      </div>
      {view === "invitations" && <InvitationList empty={inviteHere} />}
      {view === "requests" && mayInvite && <JoinRequestList />}
      {(view === "members" || (view === "requests" && !mayInvite)) && (
        <>
          <MemberSearch search={search} onSearch={look} />
          <MemberList search={search} onEverybody={() => look("")} alone={inviteHere} />
        </>
      )}
      <Suspense>{isInviting && <InviteDialog onClose={() => setIsInviting(false)} />}</Suspense>
    </>
  );
}

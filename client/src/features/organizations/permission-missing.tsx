import { useMutation } from "@tanstack/react-query";
import { organizationPath, useOrganization } from "../../lib/organization.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Mono } from "../../ui/mono.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PageLink } from "../../ui/page-link.tsx";

/** In the place of a page that the reader's role does not permit: which permission is missing, and whom to ask. */
export function PermissionMissing({ title, permission }: { title: string; permission: string }) {
  const { slug, name, role } = useOrganization();
  // What the role is now stands in the next token.
  const looking = useMutation({ mutationFn: renewToken });
  return (
    <>
      <PageHeader title={title} />
      <EmptyState title="Your role does not permit this">
        It needs <Mono>{permission}</Mono>, which the role {role.name} in {name} does not have. An owner of {name} can give you a role that
        does. <PageLink to={organizationPath({ slug }, `access?action=${permission}`)}>Why?</PageLink>
      </EmptyState>
      <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button variant="quiet" busy={looking.isPending} busyLabel="Trying…" onClick={() => looking.mutate()}>
          Try again
        </Button>
        <output className="text-ink-2">{looking.isSuccess ? "Nothing has changed." : "Have you got another role meanwhile?"}</output>
      </div>
    </>
  );
}

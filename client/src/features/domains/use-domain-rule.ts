import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OrganizationDomain } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { domainsOf } from "./domain-queries.ts";

type Rule = { mode?: OrganizationDomain["mode"]; newMemberRole?: OrganizationDomain["newMemberRole"] };

/** How people of a domain come in, being changed: shown at once, and put back when the server refuses it. */
export function useDomainRule(domain: OrganizationDomain) {
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const saving = useMutation({
    mutationFn: (body: Rule) =>
      api("PATCH /organizations/{organizationId}/domains/{domainId}", {
        params: { organizationId, domainId: domain.id },
        body,
        headers: { "If-Match": `"${domain.version}"` },
      }),
    onSuccess: () => toast({ tone: "success", title: `Rule for ${domain.domain} saved` }),
    onError: (error) => {
      if (isProblem(error, "precondition_failed"))
        toast({
          tone: "info",
          title: "Changed elsewhere meanwhile",
          detail: `What holds for ${domain.domain} now is shown. Nothing of yours was saved.`,
        });
      else if (!(error instanceof SignedOut)) toast(failureToast(`The rule for ${domain.domain} is as it was`, error));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: domainsOf(organizationId).queryKey }),
  });
  const shown = saving.isPending ? { ...domain, ...saving.variables } : domain;
  return { ...shown, busy: saving.isPending, save: (rule: Rule) => !saving.isPending && saving.mutate(rule) };
}

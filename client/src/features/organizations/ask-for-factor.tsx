import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { useOrganization } from "../../lib/organization.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { GraveFailure } from "./grave-failure.tsx";
import { readPolicy } from "./organization-queries.ts";

/** So long members have to add one. */
const graceDays = 7;

const words = { precondition_failed: "Somebody has changed the rules just now. Look at them, and try again." };

/** Lets the organization ask a second factor of everybody, after a week in which they can add one. */
export function AskForFactor({ hasFactor }: { hasFactor: boolean }) {
  const { id: organizationId } = useOrganization();
  const { online } = useOnline();
  const queries = useQueryClient();
  const toast = useToast();
  const asking = useMutation({
    mutationFn: async () => {
      const { data, etag } = await readPolicy(organizationId);
      const { allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges } = data;
      const lists = {
        allowedMethods: allowedMethods && [...allowedMethods],
        allowedDomains: allowedDomains && [...allowedDomains],
        ipRanges: [...ipRanges],
      };
      const body = { secondFactor: "required" as const, graceDays, idleSeconds, absoluteSeconds, ...lists };
      const headers: Record<string, string> = etag === null ? {} : { "If-Match": etag };
      return api("PUT /organizations/{organizationId}/policy", { params: { organizationId }, body, headers });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["organization", organizationId] });
      toast({ tone: "success", title: "Everybody is asked for a second factor", detail: `They have ${graceDays} days to add one.` });
    },
    onError: (error) =>
      isProblem(error, "precondition_failed") && queries.invalidateQueries({ queryKey: ["organization", organizationId] }),
  });
  return (
    <div className="grid justify-items-start gap-3">
      <p className="max-w-prose text-ink-2">
        {hasFactor
          ? `Members have ${graceDays} days to add one. After that nobody gets in with a password alone.`
          : "Add one to your own account first: what an organization asks for, its owners have."}
      </p>
      <Button
        variant="primary"
        busy={asking.isPending || asking.isSuccess}
        busyLabel="Asking…"
        disabled={!online || !hasFactor}
        onClick={() => asking.mutate()}
      >
        Ask everybody for it
      </Button>
      <GraveFailure error={asking.error} kept="The rules are as they were" words={words} />
    </div>
  );
}

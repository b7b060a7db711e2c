import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNavigate } from "react-router";
import { organizationPath } from "../../lib/organization.ts";

/** Leads into an organization that the person has just become a member of; its address enters it. */
export function useEnterNew() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (organization: { slug: string }) => {
      // Its address is looked up among theirs.
      await queries.invalidateQueries({ queryKey: ["me"], refetchType: "none" });
      await navigate(organizationPath(organization));
    },
    [queries, navigate],
  );
}

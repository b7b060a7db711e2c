import { createContext, useContext } from "react";
import type { CurrentOrganization } from "../api/types.ts";

/** The organization whose page this is: set by its route, for as long as the page is there. */
export const OrganizationContext = createContext<CurrentOrganization | null>(null);

/** The organization whose page this is, with what the person is and may do in it. Only for pages below `/o/:slug`. */
export function useOrganization(): CurrentOrganization {
  const organization = useContext(OrganizationContext);
  if (organization === null) throw new Error("This page belongs to no organization.");
  return organization;
}

/** Whether the person's role permits it, e.g. `usePermission("members:invite")`. The server decides; this only spares a vain attempt. */
export function usePermission(permission: string): boolean {
  return useOrganization().permissions.includes(permission);
}

/** The address of one of its pages: `organizationPath(organization, "members")`; without `rest` its overview. */
export function organizationPath({ slug }: { slug: string }, rest = ""): string {
  return rest === "" ? `/o/${slug}` : `/o/${slug}/${rest}`;
}

/** One or two letters for its seal: of the first and the second word. */
export function initialsOf(name: string): string {
  const firsts = name.normalize("NFC").match(/(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}]/gu) ?? [];
  return firsts.slice(0, 2).join("").toLocaleUpperCase();
}

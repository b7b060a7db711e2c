import type { ReactNode } from "react";
import type { CurrentOrganization } from "../../api/types.ts";
import type { Answers } from "../../lib/fake-api.ts";
import { OrganizationContext } from "../../lib/organization.ts";
import { openPage } from "../../ui/fake-page.tsx";

const permissions = ["organization:read", "organization:update", "organization:transfer", "organization:delete", "members:read"];

/** For tests: the organization whose page it is. */
export const northwind: CurrentOrganization = {
  id: "org-1",
  slug: "northwind",
  name: "Northwind",
  role: { id: "owner", name: "Owner" },
  permissions,
};

/** For tests: a page of Northwind; `changes` of what the person is in it. */
export function openInNorthwind(page: ReactNode, answers: Answers, changes: Partial<CurrentOrganization> = {}) {
  return openPage(<OrganizationContext value={{ ...northwind, ...changes }}>{page}</OrganizationContext>, answers);
}

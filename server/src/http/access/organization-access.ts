import type { BlockList } from "node:net";
import type { Policy, Shown } from "./policy.ts";
import type { Role } from "./roles.ts";

/** What somebody is in the organization that they act in, as it stood at its epoch. */
export type OrganizationAccess = {
  organizationId: string;
  slug: string;
  name: string;
  epoch: number;
  /** Nobody acts in a closed organization; it is deleted at `erasesAt`. */
  closedAt: Date | null;
  erasesAt: Date | null;
  role: Role;
  policy: Policy;
  networks: BlockList | undefined;
  shown: Shown;
};

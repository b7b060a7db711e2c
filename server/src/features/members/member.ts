import type { RoleColumns } from "../../http/access/roles.ts";

/** A member of an organization, as the others see them. */
export type Member = RoleColumns & {
  userId: string;
  name: string;
  email: string;
  /** Whether the account is shut: they cannot sign in, and as owners they do not count. */
  isDisabled: boolean;
  joinedAt: Date;
  version: number;
  hasSecondFactor: boolean;
  /** When a device on which they act in the organization was last seen. */
  lastSeenAt: Date | null;
};

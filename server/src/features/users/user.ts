import type { InstanceRole } from "../../http/principal.ts";

/** A person with an account. */
export type User = {
  id: string;
  email: string;
  /** When the person proved that they read the mailbox; null before. */
  emailVerifiedAt: Date | null;
  name: string;
  instanceRole: InstanceRole | null;
  disabledAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

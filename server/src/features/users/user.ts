import type { InstanceRole } from "../../http/principal.ts";

/** A person with an account. */
export type User = {
  id: string;
  email: string;
  /** When the person proved that they read the mailbox; null before. */
  emailVerifiedAt: Date | null;
  name: string;
  instanceRole: InstanceRole | null;
  /** Since when the person is shut out, whoever did it: also by themselves. */
  disabledAt: Date | null;
  /** When they closed the account, which they may undo; null when others shut them out. */
  closedAt: Date | null;
  /** When the account is deleted for good. */
  deletesAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

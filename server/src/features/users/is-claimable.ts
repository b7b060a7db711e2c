import type { User } from "./user.ts";

/**
 * Whether the owner of the mailbox may take the account over: nobody ever confirmed its address. Who made it does not bar the owner by
 * closing it; whom others have shut out stays so.
 */
export function isClaimable({ emailVerifiedAt, disabledAt, closedAt }: User): boolean {
  return emailVerifiedAt === null && (disabledAt === null || closedAt !== null);
}

import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import { listOwnedOrganizations, lockOrganizationIfAny } from "./organization-closing.queries.ts";

const MOST_NAMED = 3;

/**
 * Call it in the transaction that closes a person's account, with the person held. An organization whose other members stay must have
 * another owner who can sign in: throws `last_owner`, and names those that have none. The organizations are held until the transaction
 * ends, in the order of their ids, so that of an owner who closes the account and another one who leaves, one is refused.
 */
export async function requireOwnersLeft(tx: Db, userId: string): Promise<void> {
  const ids = (await listOwnedOrganizations(tx, userId)).map(({ organizationId }) => organizationId).toSorted();
  for (const id of ids) {
    await enterOrganization(tx, id);
    await lockOrganizationIfAny(tx, id);
  }
  const owned = await listOwnedOrganizations(tx, userId);
  const left = owned.filter(({ otherOwners, otherMembers }) => otherOwners === "0" && otherMembers !== "0");
  if (left.length === 0) return;
  const named = left.slice(0, MOST_NAMED).map(({ name }) => `“${name}”`);
  const more = left.length > MOST_NAMED ? [`${left.length - MOST_NAMED} more`] : [];
  throw new Problem("last_owner", {
    detail: `Nobody else owns ${[...named, ...more].join(", ")}. Make another member an owner first, or close it.`,
  });
}

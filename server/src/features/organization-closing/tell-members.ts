import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotices } from "../notices/index.ts";
import type { Organization } from "../organizations/index.ts";
import { listOpenMembers } from "./organization-closing.queries.ts";

export type TellDeps = { outbox: Outbox };
type News = { kind: "organization_closed" | "organization_reopened"; organization: Organization; by: string };

/** Tells every member who can sign in, also by mail, in the transaction of what happened. */
export async function tellMembers({ outbox }: TellDeps, tx: Db, { kind, organization, by }: News, now: Date): Promise<void> {
  const details = { organization: organization.name, by };
  const members = await listOpenMembers(tx, organization.id);
  const to = members.map(({ id: userId, email, name }) => ({ userId, mail: { kind, to: email, values: { ...details, name } } }));
  await giveNotices(outbox, tx, { kind, details, to }, now);
}

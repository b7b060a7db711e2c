import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import type { Organization } from "../organizations/index.ts";
import { listOpenMembers } from "./organization-closing.queries.ts";

export type TellDeps = { outbox: Outbox };
type News = { kind: "organization_closed" | "organization_reopened"; organization: Organization; by: string };

/** Tells every member who can sign in, also by mail, in the transaction of what happened. */
export async function tellMembers({ outbox }: TellDeps, tx: Db, { kind, organization, by }: News, now: Date): Promise<void> {
  const details = { organization: organization.name, by };
  for (const { id: userId, email: to, name } of await listOpenMembers(tx, organization.id)) {
    const mail = { kind, to, values: { ...details, name } };
    await giveNotice(outbox, tx, { userId, kind, details, mail }, now);
  }
}

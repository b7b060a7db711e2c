import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import { mailDomainOf } from "../../platform/mail-domain.ts";
import type { Db } from "../../platform/db.ts";
import { findAccess } from "../organization-access/index.ts";
import type { Session } from "./session.ts";

type Bearer = Pick<Session, "userId" | "impersonatorId" | "authenticationMethods" | "ways" | "authenticatedAt"> & { userEmail: string };

/** What the person of a session is in that organization. Null for who is no member, and for who acts for another. */
export async function accessOf(db: Db, organizationId: string, session: Bearer): Promise<OrganizationAccess | null> {
  const { userId, impersonatorId, authenticationMethods: methods, ways, authenticatedAt, userEmail } = session;
  if (impersonatorId !== null) return null;
  const shown = { methods, ways, authenticatedAt, emailDomain: mailDomainOf(userEmail) };
  return (await findAccess(db, { organizationId, userId, shown })) ?? null;
}

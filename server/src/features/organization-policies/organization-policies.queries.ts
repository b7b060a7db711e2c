import type { Policy } from "../../http/access/policy.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";

/** What an organization demands, as it stands in its row. */
export type OrganizationPolicy = Policy & { organizationId: string; version: number; updatedAt: Date };

/** Within the organization's context. Throws `not_found`. */
export async function getPolicy(tx: Db, organizationId: string): Promise<OrganizationPolicy> {
  const policy = await tx<OrganizationPolicy>("organizationPolicies").where({ organizationId }).first();
  if (!policy) throw new Problem("not_found");
  return policy;
}

export async function updatePolicy(tx: Db, organizationId: string, policy: Policy, now: Date): Promise<OrganizationPolicy> {
  const version = tx.raw("version + 1") as never;
  const [changed] = await tx<OrganizationPolicy>("organizationPolicies")
    .where({ organizationId })
    .update({ ...policy, version, updatedAt: now })
    .returning("*");
  if (!changed) throw new Problem("not_found");
  return changed;
}

/** The addresses of the owners who can sign in, within the organization's context. */
export async function listOwnersAddresses(tx: Db, organizationId: string): Promise<string[]> {
  const owners = tx("memberships as m").join("users as u", "u.id", "m.userId").where({ organizationId, builtInRole: "owner" });
  return owners.whereNull("u.disabledAt").pluck("u.email");
}

/** Members who can prove themselves by the same things, and how many they are. */
export type Standing = {
  mailDomain: string;
  hasPassword: boolean;
  hasTotp: boolean;
  hasPasskey: boolean;
  providers: string[];
  members: number;
};

/** By what the members can prove themselves, with few rows for many of them. */
export async function countStandings(tx: Db, organizationId: string): Promise<Standing[]> {
  const { rows } = await tx.raw<{ rows: Standing[] }>(
    `select mail_domain, has_password, has_totp, has_passkey, providers, count(*)::int as members from (
       select substring(u.email from '[^@]*$') as mail_domain,
         exists (select from password_credentials where user_id = u.id) as has_password,
         exists (select from totp_credentials where user_id = u.id and confirmed_at is not null) as has_totp,
         exists (select from passkeys where user_id = u.id) as has_passkey,
         array(select distinct provider::text from provider_identities where user_id = u.id order by 1) as providers
       from memberships m join users u on u.id = m.user_id where m.organization_id = :organizationId
     ) as standings group by 1, 2, 3, 4, 5`,
    { organizationId },
  );
  return rows;
}

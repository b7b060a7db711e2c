import { Client } from "pg";

export const SIZE = {
  organizations: 1_000,
  users: 200_000,
  memberships: 1_000_000,
  largest: 100_000,
  invitations: 200_000,
  events: 1_000_000,
};

const ROLES_EACH = 3;

/**
 * As many rows as a busy instance has: one organization with a tenth of all members, the others alike. Made in the database, as a
 * superuser; what counts for a query is how many rows there are of whom, and not what is in them.
 */
export async function fill(url: string): Promise<void> {
  const { organizations, users, memberships, largest, invitations, events } = SIZE;
  const each = Math.floor((memberships - largest) / (organizations - 1));
  const statements = [
    `select ensure_audit_partitions(now() - interval '1 month')`,
    `insert into organizations (id, slug, name, epoch_changed_at, created_at, updated_at)
       select uuidv7(interval '1 millisecond' * n), 'organization-' || n, 'Organization ' || n, now(), now(), now()
       from generate_series(1, ${organizations}) n`,
    `insert into organization_policies (organization_id, updated_at) select id, now() from organizations`,
    `insert into roles (id, organization_id, name, permissions, created_at, updated_at)
       select uuidv7(), id, 'Role ' || n, '{organization:read,members:read}', now(), now() from organizations, generate_series(1, ${ROLES_EACH}) n`,
    `insert into users (id, email, name, created_at, updated_at)
       select uuidv7(interval '1 millisecond' * n), 'user' || n || '@example' || n % 50 || '.com',
         (array['Ada', 'Grace', 'Edsger', 'Barbara', 'Tony', 'Leslie', 'Radia', 'Ken'])[1 + n % 8] || ' ' || md5(n::text), now(), now()
       from generate_series(1, ${users}) n`,
    "create temporary table numbered_users as select row_number() over (order by id) - 1 as n, id from users",
    "create temporary table numbered_organizations as select row_number() over (order by id) - 1 as n, id from organizations",
    "create unique index on numbered_users (n)",
    "analyze numbered_users, numbered_organizations",
    // One organization after the other, which is not how rows come to lie in a table: so shuffled.
    `insert into memberships (organization_id, user_id, built_in_role, role_id, created_at)
       select organization_id, user_id, case when role_id is null then 'developer' end, role_id, now() from (
         select o.id as organization_id, u.id as user_id,
           case when m % 5 = 0 then (select r.id from roles r where r.organization_id = o.id limit 1) end as role_id
         from numbered_organizations o
           cross join lateral generate_series(1, case when o.n = 0 then ${largest} else ${each} end) m
           join numbered_users u on u.n = (o.n * 577 + m) % ${users}
         order by random()
       ) as shuffled`,
    `insert into organization_invitations (id, organization_id, email, token_hash, built_in_role, created_at, last_sent_at, expires_at, accepted_at)
       select uuidv7(interval '1 millisecond' * m), o.id, 'guest' || m || '@example.com', sha256((o.id::text || m)::bytea), 'viewer', now(), now(),
         now() + interval '7 days', case when m % 4 > 0 then now() end
       from generate_series(1, ${invitations / organizations}) m, numbered_organizations o order by random()`,
    `insert into audit_events (id, occurred_at, organization_id, actor_type, actor_id, actor_name, action, outcome, subject_user_id, ip)
       select uuidv7(), now() - interval '1 second' * (m * 3), o.id, 'user', u.id, 'Ada', 'organization.entered', 'success', u.id, '192.0.2.1'
       from generate_series(1, ${events}) m
         join numbered_organizations o on o.n = (m * 7919::bigint) % ${organizations}
         join numbered_users u on u.n = m % ${users}`,
    "vacuum analyze",
  ];
  // One connection, for the temporary tables; and without the time limit that the API's queries have.
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

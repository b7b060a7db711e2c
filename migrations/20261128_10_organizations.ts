import type { Knex } from "knex";

/** Every table with rows of organizations. A row is seen in its organization's context only, by the owner of the tables too. */
const TENANT_TABLES = [
  "organization_policies",
  "roles",
  "memberships",
  "organization_invitations",
  "organization_domains",
  "join_requests",
  "ownership_transfers",
];

/** Which rows are a person's own, seen in their context too. */
const OWN_ROWS: Record<string, string> = {
  memberships: "user_id = (select current_person())",
  join_requests: "user_id = (select current_person()) or decided_by = (select current_person())",
  ownership_transfers: "to_user_id = (select current_person()) or from_user_id = (select current_person())",
  // To their address as well, once they have proven it.
  organization_invitations:
    "invited_by = (select current_person()) or accepted_by = (select current_person()) or email = (select current_mailbox())",
  audit_events: `subject_user_id = (select current_person()) or actor_id = (select current_person())
    or (target_type = 'user' and target_id = (select current_person())::text)`,
};

const OF_ORGANIZATION = "organization_id = (select current_organization())";

/** The policies of a table: a row is its organization's, or seen by the person whose own it is. In one, because Postgres plans two for longer. */
function wall(table: string, its = OF_ORGANIZATION, written = its): string {
  const own = OWN_ROWS[table];
  const forced = `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;`;
  if (!own) return `${forced} create policy of_organization on ${table} using (coalesce(${its}, false)) with check (${written});`;
  return `${forced}
    create policy seen on ${table} for select using (coalesce(${its} or ${own}, false));
    create policy added on ${table} for insert with check (${written});
    create policy changed on ${table} for update using (coalesce(${its}, false)) with check (${written});
    create policy removed on ${table} for delete using (coalesce(${its}, false));`;
}

/** For the functions of the next migration, for as long as they take. */
const lookups = (table: string) =>
  `create policy lookups on ${table} for select to current_user using ((select current_setting('gatehouse.lookup', true)) = 'on');`;

/** A built-in role or one of the organization's own. What an invitation that is over offered may be gone. */
const role = (isOver = "false") => `
      built_in_role text check (built_in_role in ('owner', 'admin', 'developer', 'viewer')),
      role_id uuid,
      check (num_nonnulls(built_in_role, role_id) = 1 or (${isOver} and num_nonnulls(built_in_role, role_id) = 0)),
      foreign key (organization_id, role_id) references roles (organization_id, id)`;

/**
 * Organizations, and the wall between them. `current_organization()` and `current_person()` are what the transaction was told by
 * platform/tenant.ts; without it there are no rows. The policy `lookups` is for the functions
 * of the next migration, which say what must be known before a tenant is.
 *
 * Queries name their tenant themselves, and find rows by that. What a policy compares, `coalesce` hides from the planner: it would take the
 * same condition twice for two that rarely hold together, expect one row in a million, and sort all there are instead of reading a page.
 * plpgsql, because what is in SQL is planned anew within each query.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function current_organization() returns uuid language plpgsql stable parallel safe as $$
      begin return nullif(current_setting('gatehouse.organization_id', true), '')::uuid; end $$;
    create function current_person() returns uuid language plpgsql stable parallel safe as $$
      begin return nullif(current_setting('gatehouse.user_id', true), '')::uuid; end $$;

    create function current_mailbox() returns text language plpgsql stable parallel safe as $$
      begin return (select email from users where id = current_person() and email_verified_at is not null); end $$;

    create table organizations (
      id uuid primary key,
      slug text not null,
      name text not null,
      epoch bigint not null default 1,
      epoch_changed_at timestamptz not null,
      version integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      closed_at timestamptz,
      erases_at timestamptz,
      constraint organizations_slug_key unique (slug),
      check ((closed_at is null) = (erases_at is null))
    );
    comment on column organizations.epoch is 'grows with every change of who may do what there';
    create index organizations_epoch_changed_at_idx on organizations (epoch_changed_at);
    create index organizations_erases_at_idx on organizations (erases_at) where erases_at is not null;

    create table organization_policies (
      organization_id uuid primary key references organizations (id) on delete cascade,
      second_factor text not null default 'off' check (second_factor in ('off', 'optional', 'required', 'passkey_only')),
      second_factor_from timestamptz,
      any_second_factor_from timestamptz,
      allowed_methods text[],
      allowed_domains text[],
      idle_seconds integer check (idle_seconds > 0),
      absolute_seconds integer check (absolute_seconds > 0),
      ip_ranges text[] not null default '{}',
      version integer not null default 1,
      updated_at timestamptz not null
    );
    comment on column organization_policies.second_factor_from is 'when the demand for a second factor begins to bite';
    comment on column organization_policies.any_second_factor_from is 'under passkey_only: when any second factor is asked for, until the passkey is';

    create table roles (
      id uuid primary key,
      organization_id uuid not null references organizations (id) on delete cascade,
      name text not null,
      description text,
      permissions text[] not null,
      version integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      unique (organization_id, id)
    );
    create unique index roles_name_key on roles (organization_id, lower(name));

    create table memberships (
      organization_id uuid not null references organizations (id) on delete cascade,
      user_id uuid not null references users (id) on delete cascade,
      version integer not null default 1,
      created_at timestamptz not null,
      primary key (organization_id, user_id),${role()}
    );
    create index memberships_user_idx on memberships (user_id);
    create index memberships_role_idx on memberships (organization_id, role_id) where role_id is not null;

    create table organization_invitations (
      id uuid primary key,
      organization_id uuid not null references organizations (id) on delete cascade,
      email text not null,
      token_hash bytea not null,
      was_mailed boolean not null default false,
      invited_by uuid,
      invited_by_name text,
      created_at timestamptz not null,
      last_sent_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      accepted_by uuid,
      declined_at timestamptz,
      revoked_at timestamptz,
      constraint organization_invitations_token_hash_key unique (token_hash),${role("num_nonnulls(accepted_at, declined_at, revoked_at) > 0")}
    );
    comment on column organization_invitations.was_mailed is 'whether nobody but who reads the mailbox has the token';
    create unique index organization_invitations_open_idx on organization_invitations (organization_id, email)
      where accepted_at is null and declined_at is null and revoked_at is null;
    create index organization_invitations_email_idx on organization_invitations (email)
      where accepted_at is null and declined_at is null and revoked_at is null;
    create index organization_invitations_list_idx on organization_invitations (organization_id, id);

    create table organization_domains (
      id uuid primary key,
      organization_id uuid not null references organizations (id) on delete cascade,
      domain text not null,
      mode text not null check (mode in ('auto_join', 'request')),
      new_member_role text not null check (new_member_role in ('developer', 'viewer')),
      code_hash text,
      code_sent_to text,
      code_expires_at timestamptz,
      code_tries integer not null default 0,
      created_at timestamptz not null,
      verified_at timestamptz,
      version integer not null default 1,
      unique (organization_id, domain)
    );
    create unique index organization_domains_verified_idx on organization_domains (domain) where verified_at is not null;

    create table join_requests (
      id uuid primary key,
      organization_id uuid not null references organizations (id) on delete cascade,
      user_id uuid not null references users (id) on delete cascade,
      created_at timestamptz not null,
      decided_at timestamptz,
      decision text check (decision in ('accepted', 'declined')),
      decided_by uuid,
      check ((decided_at is null) = (decision is null))
    );
    create unique index join_requests_open_idx on join_requests (organization_id, user_id) where decided_at is null;
    create index join_requests_user_idx on join_requests (user_id);

    create table ownership_transfers (
      id uuid primary key,
      organization_id uuid not null references organizations (id) on delete cascade,
      from_user_id uuid not null,
      to_user_id uuid not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      outcome text check (outcome in ('accepted', 'declined', 'cancelled')),
      check ((ended_at is null) = (outcome is null))
    );
    create unique index ownership_transfers_open_idx on ownership_transfers (organization_id) where ended_at is null;
    create index ownership_transfers_to_idx on ownership_transfers (to_user_id) where ended_at is null;

    alter table sessions add column organization_id uuid references organizations (id) on delete set null;
    alter table sessions add column ways text[] not null default '{}';
    comment on column sessions.organization_id is 'where the person acts on that device';
    comment on column sessions.ways is 'how its person came in: password, passkey, or what a provider is called';
    create index sessions_organization_idx on sessions (organization_id) where organization_id is not null;
    create index audit_events_organization_idx on audit_events (organization_id, occurred_at desc, sequence desc)
      where organization_id is not null;
  `);
  await knex.raw(wall("organizations", "id = (select current_organization())") + lookups("organizations"));
  // What is of no organization is seen by who is in none, and written by all.
  const its = "organization_id is not distinct from (select current_organization())";
  await knex.raw(wall("audit_events", its, `organization_id is null or ${OF_ORGANIZATION}`));
  for (const table of TENANT_TABLES) await knex.raw(wall(table) + lookups(table));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop policy seen on audit_events;
    drop policy added on audit_events;
    drop policy changed on audit_events;
    drop policy removed on audit_events;
    alter table audit_events no force row level security;
    alter table audit_events disable row level security;
    drop index audit_events_organization_idx;
    alter table sessions drop column organization_id, drop column ways;
    drop table ownership_transfers, join_requests, organization_domains, organization_invitations, memberships, roles,
      organization_policies, organizations;
    drop function current_mailbox();
    drop function current_person();
    drop function current_organization();
  `);
}

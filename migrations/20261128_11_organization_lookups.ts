import type { Knex } from "knex";

/** What may be asked before a tenant is known: a query with the fewest columns. */
type Lookup = { name: string; takes: string; returns: string; query: string };

const LOOKUPS: readonly Lookup[] = [
  {
    name: "organizations_of_user",
    takes: "person uuid",
    returns:
      "table (organization_id uuid, slug text, name text, closed_at timestamptz, erases_at timestamptz, built_in_role text, role_id uuid, role_name text, joined_at timestamptz)",
    query: `
      select o.id, o.slug, o.name, o.closed_at, o.erases_at, m.built_in_role, m.role_id, r.name, m.created_at
      from memberships m join organizations o on o.id = m.organization_id
        left join roles r on r.organization_id = m.organization_id and r.id = m.role_id
      where m.user_id = person
      order by lower(o.name), o.id`,
  },
  {
    name: "organization_access",
    takes: "organization uuid, person uuid",
    returns:
      "table (organization_id uuid, slug text, name text, epoch bigint, closed_at timestamptz, erases_at timestamptz, built_in_role text, role_id uuid, role_name text, role_permissions text[], second_factor text, second_factor_from timestamptz, any_second_factor_from timestamptz, allowed_methods text[], allowed_domains text[], idle_seconds integer, absolute_seconds integer, ip_ranges text[])",
    query: `
      select o.id, o.slug, o.name, o.epoch, o.closed_at, o.erases_at, m.built_in_role, m.role_id, r.name, r.permissions,
        p.second_factor, p.second_factor_from, p.any_second_factor_from, p.allowed_methods, p.allowed_domains, p.idle_seconds, p.absolute_seconds, p.ip_ranges
      from organizations o join memberships m on m.organization_id = o.id and m.user_id = person
        join organization_policies p on p.organization_id = o.id
        left join roles r on r.organization_id = m.organization_id and r.id = m.role_id
      where o.id = organization`,
  },
  {
    name: "organization_epoch",
    takes: "organization uuid",
    returns: "setof bigint",
    query: `
      select epoch from organizations where id = organization`,
  },
  {
    name: "organization_epochs_since",
    takes: "since timestamptz",
    returns: "table (organization_id uuid, epoch bigint)",
    query: `
      select id, organizations.epoch from organizations where epoch_changed_at > since`,
  },
  {
    name: "organization_of_invitation",
    takes: "token bytea",
    returns: "table (organization_id uuid, invitation_id uuid)",
    query: `
      select organization_id, id from organization_invitations where token_hash = token`,
  },
  {
    name: "invitations_for_address",
    takes: "address text, moment timestamptz",
    returns:
      "table (id uuid, organization_id uuid, organization_name text, invited_by_name text, built_in_role text, role_id uuid, role_name text, created_at timestamptz, expires_at timestamptz)",
    query: `
      select i.id, o.id, o.name, i.invited_by_name, i.built_in_role, i.role_id, r.name, i.created_at, i.expires_at
      from organization_invitations i join organizations o on o.id = i.organization_id
        left join roles r on r.organization_id = i.organization_id and r.id = i.role_id
      where i.email = address and i.accepted_at is null and i.declined_at is null and i.revoked_at is null and i.expires_at > moment
        and o.closed_at is null
      order by i.id desc limit 100`,
  },
  {
    name: "organization_for_domain",
    takes: "mail_domain text",
    returns: "table (organization_id uuid, name text, mode text)",
    query: `
      select o.id, o.name, d.mode from organization_domains d join organizations o on o.id = d.organization_id
      where d.domain = mail_domain and d.verified_at is not null and o.closed_at is null`,
  },
  {
    name: "owned_organizations",
    takes: "person uuid",
    returns: "table (organization_id uuid, name text, other_owners bigint, other_members bigint)",
    query: `
      select o.id, o.name,
        (select count(*) from memberships x join users u on u.id = x.user_id
          where x.organization_id = o.id and x.built_in_role = 'owner' and x.user_id <> person and u.disabled_at is null),
        (select count(*) from memberships x join users u on u.id = x.user_id
          where x.organization_id = o.id and x.user_id <> person and u.deletes_at is null)
      from memberships m join organizations o on o.id = m.organization_id
      where m.user_id = person and m.built_in_role = 'owner' and o.closed_at is null`,
  },
  {
    name: "organizations_due_for_erasure",
    takes: "now timestamptz",
    returns: "setof uuid",
    query: `
      select id from organizations where erases_at <= now`,
  },
  {
    name: "list_organizations",
    takes: "after_id uuid, most integer",
    returns: "table (organization_id uuid, slug text, name text, created_at timestamptz, closed_at timestamptz, members bigint)",
    query: `
      select o.id, o.slug, o.name, o.created_at, o.closed_at, (select count(*) from memberships m where m.organization_id = o.id)
      from organizations o where after_id is null or o.id < after_id order by o.id desc limit most`,
  },
];

/** Runs as the owner of the tables, to whom the policy `lookups` shows rows for as long as the query takes. */
function createLookup({ name, takes, returns, query }: Lookup): string {
  return `
    create function ${name}(${takes}) returns ${returns}
      language plpgsql stable security definer set search_path = pg_catalog, public as $$
    #variable_conflict use_column
    begin
      perform set_config('gatehouse.lookup', 'on', true);
      return query ${query};
      perform set_config('gatehouse.lookup', '', true);
    end $$`;
}

/**
 * What must be known before a tenant is: the only ways past the wall. Each is one query with the fewest columns; a test compares the
 * functions of the schema with its own list of them.
 */
export async function up(knex: Knex): Promise<void> {
  for (const one of LOOKUPS) {
    await knex.raw(createLookup(one));
    // Who may ask is granted by name, to the role of the API.
    await knex.raw(`revoke execute on function ${one.name} from public`);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const { name } of LOOKUPS) await knex.raw(`drop function ${name}`);
}

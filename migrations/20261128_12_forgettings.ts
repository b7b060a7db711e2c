import type { Knex } from "knex";

/** What is forgotten in every organization at once, which nobody in one of them could do. */
const FORGETTINGS: ReadonlyArray<{ name: string; takes: string; statements: string }> = [
  {
    name: "forget_invitations_of",
    takes: "addresses text[]",
    statements: `
      delete from organization_invitations where email = any(addresses);`,
  },
  {
    name: "forget_decided",
    takes: "decided_before timestamptz",
    statements: `
      delete from organization_invitations where coalesce(accepted_at, declined_at, revoked_at, expires_at) < decided_before;
      delete from join_requests where decided_at < decided_before;`,
  },
];

const TABLES = ["organization_invitations", "join_requests"];

/**
 * Deletions behind the wall between tenants, which run as the owner of the tables, as the functions of the migration before do.
 * They answer nothing: who calls them learns of no row.
 */
export async function up(knex: Knex): Promise<void> {
  for (const table of TABLES) {
    await knex.raw(
      `create policy forgettings on ${table} for delete to current_user using ((select current_setting('gatehouse.lookup', true)) = 'on')`,
    );
  }
  for (const { name, takes, statements } of FORGETTINGS) {
    await knex.raw(`
      create function ${name}(${takes}) returns void
        language plpgsql volatile security definer set search_path = pg_catalog, public as $$
      begin
        perform set_config('gatehouse.lookup', 'on', true);${statements}
        perform set_config('gatehouse.lookup', '', true);
      end $$;
      revoke execute on function ${name} from public`);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const { name } of FORGETTINGS) await knex.raw(`drop function ${name}`);
  for (const table of TABLES) await knex.raw(`drop policy forgettings on ${table}`);
}

import type { Db } from "./db.ts";
import { JOBS_SCHEMA } from "./job-lease.ts";

/** What the API may do with a table, where that is not reading and writing. */
const NARROWER: Record<string, string> = {
  // Readiness reads how new the schema is.
  knex_migrations: "select",
  knex_migrations_lock: "select",
  // The record is added to. Only what can name a person may change, and does when an account is erased.
  audit_events: "select, insert, update (actor_id, actor_name, ip, user_agent, before, after, subject_user_id, target_id)",
};

/** What is the extension's own is left to it, and so is what another role owns: only an owner can grant. */
const OWNED = "pg_has_role(current_user, owner, 'usage')";

const STATEMENTS = `
  with names as (select cast(? as name) as role, cast(? as jsonb) as narrower),
  relations as (
    select c.oid::regclass as name, c.relkind as kind, c.relowner as owner, c.relispartition as is_part,
      case when n.nspname = 'public' then c.relname end as ours
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', '${JOBS_SCHEMA}')
  ),
  functions as (
    select oid::regprocedure as name, proowner as owner from pg_proc p
    where pronamespace = 'public'::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
  )
  select format('revoke all on %s from %I', name, role) as statement from relations, names where kind in ('r', 'p') and ${OWNED}
  union all
  select format('grant %s on %s to %I', coalesce(narrower ->> ours, 'select, insert, update, delete'), name, role)
    from relations, names where kind in ('r', 'p') and not is_part and ${OWNED}
  union all
  select format('grant usage on sequence %s to %I', name, role) from relations, names where kind = 'S' and ${OWNED}
  union all
  select format('grant execute on function %s to %I', name, role) from functions, names where ${OWNED}`;

/**
 * Lets the role of the API read and write, and no more: it owns nothing, so that row-level security binds it, and it can neither
 * empty nor delete the record of what was done. The parts of a partitioned table are reached through the table alone. To be
 * called after every change of the schema; what an earlier version granted and this one does not is taken away.
 */
export async function grantToApi(db: Db, role: string): Promise<void> {
  await db.transaction(async (tx) => {
    // A month made meanwhile would change the same rows of the catalogue.
    await tx.raw("select pg_advisory_xact_lock(hashtext('ensure_audit_partitions'))");
    await tx.raw("revoke create on schema public from public");
    await tx.raw(`grant usage on schema public, ${JOBS_SCHEMA} to ??`, [role]);
    const { rows } = await tx.raw<{ rows: Array<{ statement: string }> }>(STATEMENTS, [role, JSON.stringify(NARROWER)]);
    await tx.raw(rows.map(({ statement }) => statement.replaceAll("?", "\\?")).join(";\n"));
  });
}

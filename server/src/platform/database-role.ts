import type { Db } from "./db.ts";
import type { Log } from "./log.ts";

type Role = { name: string; isSuperuser: boolean; bypassesPolicies: boolean; isOwner: boolean };

/** What a role that is allowed to become another can do as that other counts too. */
const ROLE = `
  select current_user as name,
    exists (select from pg_roles where rolsuper and pg_has_role(current_user, oid, 'member')) as "isSuperuser",
    exists (select from pg_roles where rolbypassrls and pg_has_role(current_user, oid, 'member')) as "bypassesPolicies",
    exists (
      select from pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p') and pg_has_role(current_user, relowner, 'member')
    ) as "isOwner"`;

function problemOf({ name, isSuperuser, bypassesPolicies, isOwner }: Role, isProduction: boolean): string | undefined {
  const way = "Let DATABASE_URL name a role of its own for the API, as docs/database.md shows, and DATABASE_MIGRATION_URL the owner.";
  if (isSuperuser) return `The database role "${name}" is a superuser, whom no row-level security binds. ${way}`;
  if (bypassesPolicies) return `The database role "${name}" has BYPASSRLS, so that no row-level security binds it. ${way}`;
  if (isOwner && isProduction) return `The database role "${name}" owns tables, and could take their row-level security away. ${way}`;
  return undefined;
}

/**
 * Refuses a role that row-level security does not bind, and in production one that could take it away: throws a sentence that says
 * what to do. In development it is only warned of, since there one often has a database of a superuser at hand.
 */
export async function requireBoundRole(db: Db, { environment, log }: { environment: string; log: Log }): Promise<void> {
  const { rows } = await db.raw<{ rows: [Role] }>(ROLE);
  const problem = problemOf(rows[0], environment === "production");
  if (problem === undefined) return;
  if (environment !== "development") throw new Error(problem);
  log.warn(problem);
}

import type { Db } from "../../platform/db.ts";
import { enterOrganization, enterPerson, leaveTenants } from "../../platform/tenant.ts";
import { AUDIT_EVENTS } from "./audit-events-table.ts";
import { ORGANIZATION_TABLES } from "./organization-tables.ts";
import { PERSONAL_DATA } from "./personal-data.ts";
import { KEPT_VALUES, type Erasure, type PersonalTable } from "./personal-table.ts";

const MOST_PER_STATEMENT = 5_000;

/** What a person is known by, beside their id. */
type KnownBy = {
  /** The addresses that are or were theirs, and are nobody else's now. */
  emails: readonly string[];
  /** Those that they wanted and have never proven, as far as they are nobody's. */
  wishes: readonly string[];
  /** Their name, and those under which they acted for others. */
  names: readonly string[];
};
type Person = KnownBy & { userId: string; pseudonym: string };

/** Read before anything is erased. Of changes of address that are forgotten by now the record still tells. */
export async function whatIsKnownOf(tx: Db, userId: string): Promise<KnownBy> {
  const list = async (statement: string) => {
    const { rows } = await tx.raw<{ rows: Array<{ known: string }> }>(statement, { userId });
    return rows.map(({ known }) => known);
  };
  const isFree = "known is not null and not exists (select from users where users.email = known)";
  return {
    emails: await list(
      `select email as known from users where id = :userId
       union
       select known from (
         select unnest(array[old_email, new_email]) as known from email_changes where user_id = :userId and completed_at is not null
         union select unnest(array[before ->> 'email', after ->> 'email']) from audit_events
           where subject_user_id = :userId and action in ('user.email_changed', 'user.email_change_undone')
       ) as former where ${isFree}`,
    ),
    wishes: await list(
      // These rows are there for longer than the mails.
      `select known from (select distinct new_email as known from email_changes where user_id = :userId) as wished where ${isFree}`,
    ),
    names: await list(
      `select name as known from users where id = :userId
       union select actor_name from audit_events
         where actor_id = :userId and subject_user_id is distinct from actor_id and actor_name is not null`,
    ),
  };
}

/**
 * Does to every table of `PERSONAL_DATA` what it says there. One transaction of the caller: nothing stays half done. Rows of
 * organizations are changed in the context of each: in the person's own they would vanish by the change, which row-level security refuses.
 */
export async function erasePerson(tx: Db, person: Person): Promise<void> {
  await enterPerson(tx, person.userId);
  const organizations = await listTraces(tx, person.userId);
  await leaveTenants(tx);
  for (const organizationId of organizations) {
    await enterOrganization(tx, organizationId);
    await eraseFrom(tx, [AUDIT_EVENTS, ...ORGANIZATION_TABLES], person);
  }
  await leaveTenants(tx);
  await eraseFrom(tx, PERSONAL_DATA, person);
}

async function eraseFrom(tx: Db, tables: readonly PersonalTable[], person: Person): Promise<void> {
  for (const { table, erasure } of tables) {
    for (const step of erasure) await erase(tx, table, step, { ...person, kept: KEPT_VALUES });
  }
}

/** The organizations with rows that name the person, those that they have left and those that are deleted too. In the person's context. */
async function listTraces(tx: Db, userId: string): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ id: string }> }>(
    `select distinct organization_id as id from (
       select organization_id from audit_events where subject_user_id = :userId
       union all select organization_id from audit_events where actor_id = :userId and subject_user_id is distinct from actor_id
       union all select organization_id from audit_events
         where target_type = 'user' and subject_user_id::text is distinct from target_id and target_id = cast(:userId as text)
       union all select organization_id from join_requests
       union all select organization_id from ownership_transfers
       union all select organization_id from organization_invitations
     ) as traces where organization_id is not null order by 1`,
    { userId },
  );
  return rows.map(({ id }) => id);
}

async function erase(tx: Db, table: string, step: Erasure, values: Person & { kept: readonly string[] }): Promise<void> {
  if ("delete" in step) return void (await tx.raw(`delete from ${table} where ${step.delete}`, values as never));
  if ("call" in step) return void (await tx.raw(`select ${step.call}`, values as never));
  const { set, where, batch } = step;
  if (!batch) return void (await tx.raw(`update ${table} set ${set} where ${where}`, values as never));
  const key = batch.join(", ");
  const some = `(${key}) in (select ${key} from ${table} where ${where} limit ${MOST_PER_STATEMENT})`;
  for (let changed = MOST_PER_STATEMENT; changed === MOST_PER_STATEMENT;) {
    ({ rowCount: changed } = await tx.raw<{ rowCount: number }>(`update ${table} set ${set} where ${some}`, values as never));
  }
}

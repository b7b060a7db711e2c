import type { Db } from "../../platform/db.ts";
import { PERSONAL_DATA } from "./personal-data.ts";
import { KEPT_VALUES, type Erasure } from "./personal-table.ts";

const MOST_PER_STATEMENT = 5_000;

type Person = { userId: string; emails: readonly string[]; pseudonym: string };

/** The addresses that were this person's and are nobody else's now. */
export async function listAddressesOf(tx: Db, userId: string): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ email: string }> }>(
    `select email from users where id = :userId
     union
     select email from (
       select old_email as email from email_changes where user_id = :userId and completed_at is not null
       union select new_email from email_changes where user_id = :userId and completed_at is not null
     ) as former where not exists (select from users where users.email = former.email)`,
    { userId },
  );
  return rows.map(({ email }) => email);
}

/** Does to every table of `PERSONAL_DATA` what it says there. One transaction of the caller: nothing stays half done. */
export async function erasePerson(tx: Db, person: Person): Promise<void> {
  for (const { table, erasure } of PERSONAL_DATA) {
    for (const step of erasure) await erase(tx, table, step, { ...person, kept: KEPT_VALUES });
  }
}

async function erase(tx: Db, table: string, step: Erasure, values: Person & { kept: readonly string[] }): Promise<void> {
  if ("delete" in step) return void (await tx.raw(`delete from ${table} where ${step.delete}`, values as never));
  const { set, where, batch } = step;
  if (!batch) return void (await tx.raw(`update ${table} set ${set} where ${where}`, values as never));
  const key = batch.join(", ");
  const some = `(${key}) in (select ${key} from ${table} where ${where} limit ${MOST_PER_STATEMENT})`;
  for (let changed = MOST_PER_STATEMENT; changed === MOST_PER_STATEMENT;) {
    ({ rowCount: changed } = await tx.raw<{ rowCount: number }>(`update ${table} set ${set} where ${some}`, values as never));
  }
}

import type { Knex } from "knex";

/** A deletion finds by an index what others did with the person's addresses, and what others were told of the person by name. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index audit_events_withdrawn_address_idx on audit_events ((before ->> 'email'))
      where subject_user_id is null and before ->> 'email' is not null;
    create index audit_events_wanted_address_idx on audit_events ((coalesce(after ->> 'newEmail', before ->> 'newEmail')))
      where coalesce(after ->> 'newEmail', before ->> 'newEmail') is not null;
    create index notices_by_idx on notices ((details ->> 'by')) where details ->> 'by' is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index notices_by_idx, audit_events_wanted_address_idx, audit_events_withdrawn_address_idx");
}

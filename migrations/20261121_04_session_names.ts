import type { Knex } from "knex";

/** What a person calls one of their devices. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table sessions add column name text");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table sessions drop column name");
}

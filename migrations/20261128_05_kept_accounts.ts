import type { Knex } from "knex";

/** A sign-in that waits for the second factor remembers whether the person wants to keep an account that they had closed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table pending_sign_ins add column keeps_account boolean not null default false");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table pending_sign_ins drop column keeps_account");
}

import type { Knex } from "knex";

/** Where a sign-in that waits for the second factor came from: its person is told when it is left there. Rows of older code have nothing of it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table pending_sign_ins add column ip text, add column user_agent text");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table pending_sign_ins drop column user_agent, drop column ip");
}

import type { Knex } from "knex";

/** What the hourly maintenance looks for. A session's beginning never changes, so that its refreshes write no index. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index sessions_created_at_idx on sessions (created_at);
    create index notices_dismissed_at_idx on notices (dismissed_at) where dismissed_at is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index sessions_created_at_idx, notices_dismissed_at_idx");
}

import type { Knex } from "knex";

/** Links in the mails that tell of a new way in or a new second factor: they give the account back to its mailbox. Of a link there is only a hash. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table addition_undo_links (
      token_hash bytea primary key,
      user_id uuid not null references users (id) on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    comment on column addition_undo_links.created_at is 'when it was added what the link takes away';
    create index addition_undo_links_user_idx on addition_undo_links (user_id);
    create index addition_undo_links_expires_at_idx on addition_undo_links (expires_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table addition_undo_links");
}

import type { Knex } from "knex";

/**
 * A person closes their account, or an administrator deletes it: shut out at once, gone for good at `deletes_at`. Nobody is let in
 * again while it is to be deleted: code that knows nothing of this and enables an account fails.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users
      add column closed_at timestamptz,
      add column deletes_at timestamptz,
      add constraint users_deletes_at_check check (deletes_at is null or disabled_at is not null),
      add constraint users_closed_at_check check (closed_at is null or deletes_at is not null);
    comment on column users.disabled_at is 'since when the person is shut out, whoever did it';
    comment on column users.closed_at is 'when the person closed it; they may undo that. Null when others shut them out';
    comment on column users.deletes_at is 'when the account is deleted for good';
    create index users_deletes_at_idx on users (deletes_at) where deletes_at is not null;

    create table deletion_undo_links (
      user_id uuid primary key references users (id) on delete cascade,
      token_hash bytea not null unique,
      created_at timestamptz not null
    );

    create index audit_events_acts_on_others_idx on audit_events (actor_id, occurred_at, sequence)
      where actor_id is not null and subject_user_id is distinct from actor_id;
    create index audit_events_target_idx on audit_events (target_id)
      where target_type = 'user' and subject_user_id::text is distinct from target_id;
    create index audit_events_address_idx on audit_events ((after ->> 'email'))
      where subject_user_id is null and after ->> 'email' is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index audit_events_address_idx, audit_events_target_idx, audit_events_acts_on_others_idx;
    drop table deletion_undo_links;
    alter table users drop column deletes_at, drop column closed_at;
  `);
}

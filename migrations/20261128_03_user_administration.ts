import type { Knex } from "knex";

/**
 * Administrators look for people and act for them. A word of an address or a name is found by its beginning, with an index that
 * every PostgreSQL has; what no letter or digit of ASCII stands for separates words. A session in which an administrator acts
 * for the person ends with the administrator's own.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(String.raw`
    create function user_words(email text, name text) returns tsvector
      language sql immutable parallel safe
      return array_to_tsvector(array_remove(regexp_split_to_array(lower(email || ' ' || name), '[ -/:-@[-_\u0060{-~]+'), ''));
    create index users_words_idx on users using gin (user_words(email, name));
    create index users_disabled_idx on users (id) where disabled_at is not null;
    create index users_unconfirmed_idx on users (id) where email_verified_at is null;

    alter table sessions
      add column impersonator_id uuid references users (id) on delete cascade,
      add column impersonator_session_id uuid,
      add column impersonator_name text,
      add column impersonation_reason text,
      add check ((impersonator_id is null) = (impersonator_session_id is null));
    comment on column sessions.impersonator_id is 'the administrator who acts for the person in this session; null when it is the person';
    create index sessions_impersonator_session_idx on sessions (impersonator_session_id) where impersonator_session_id is not null;
    create index sessions_impersonator_idx on sessions (impersonator_id) where impersonator_id is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from sessions where impersonator_id is not null;
    alter table sessions
      drop column impersonator_id, drop column impersonator_session_id, drop column impersonator_name, drop column impersonation_reason;
    drop index users_words_idx, users_disabled_idx, users_unconfirmed_idx;
    drop function user_words(text, text);
  `);
}

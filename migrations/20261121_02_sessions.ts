import type { Knex } from "knex";

/**
 * A session is one family of refresh tokens. `counter` is that of its only live refresh token; `presented_counter` is the
 * highest counter for which the holder has shown that the answer arrived.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table sessions (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      counter integer not null default 0,
      presented_counter integer not null default 0,
      rotated_at timestamptz not null,
      authenticated_at timestamptz not null,
      authentication_methods text[] not null,
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      idle_expires_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      end_reason text,
      ip text not null,
      user_agent text,
      check ((ended_at is null) = (end_reason is null))
    );
    create index sessions_live_by_user_idx on sessions (user_id) where ended_at is null;
    create index sessions_ended_at_idx on sessions (ended_at) where ended_at is not null;

    create table signing_keys (
      id text primary key,
      purpose text not null check (purpose in ('access', 'refresh')),
      algorithm text not null check (algorithm in ('ES256', 'RS256', 'HS256')),
      public_jwk jsonb,
      sealed_key text not null,
      created_at timestamptz not null,
      activates_at timestamptz not null,
      removes_at timestamptz
    );
    comment on column signing_keys.removes_at is 'when the last token that it signed has expired; null while no successor is planned';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table signing_keys, sessions");
}

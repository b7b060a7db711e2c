import type { Knex } from "knex";

/** A change of address waits for proof of both mailboxes, and can be undone for a while from the old one. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table email_changes (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      session_id uuid not null,
      old_email text not null,
      new_email text not null,
      old_challenge_id uuid,
      new_challenge_id uuid not null,
      old_proven_at timestamptz,
      new_proven_at timestamptz,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      completed_at timestamptz,
      cancelled_at timestamptz,
      undo_token_hash bytea unique,
      undo_expires_at timestamptz,
      undone_at timestamptz
    );
    comment on column email_changes.old_challenge_id is 'null when the old address was never proven, so that nobody can be asked at it';
    create unique index email_changes_open_idx on email_changes (user_id) where completed_at is null and cancelled_at is null;
    create index email_changes_user_idx on email_changes (user_id);

    create table notices (
      id uuid primary key,
      user_id uuid not null,
      kind text not null,
      details jsonb not null,
      created_at timestamptz not null,
      dismissed_at timestamptz
    );
    comment on column notices.user_id is 'no foreign key: checking one takes time for who has an account alone; all zeros is nobody';
    create index notices_user_idx on notices (user_id, id desc);

    create table known_browsers (
      user_id uuid not null references users (id) on delete cascade,
      browser_hash bytea not null,
      created_at timestamptz not null,
      last_used_at timestamptz not null,
      primary key (user_id, browser_hash)
    );

    create table unblock_links (
      token_hash bytea primary key,
      user_id uuid not null references users (id) on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index unblock_links_user_idx on unblock_links (user_id);
    create index sessions_user_idx on sessions (user_id, created_at);

    create table invitations (
      id uuid primary key,
      email text not null,
      token_hash bytea not null unique,
      invited_by uuid references users (id) on delete set null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      accepted_at timestamptz,
      revoked_at timestamptz
    );
    create unique index invitations_open_idx on invitations (email) where accepted_at is null and revoked_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index sessions_user_idx; drop table invitations, unblock_links, known_browsers, notices, email_changes");
}

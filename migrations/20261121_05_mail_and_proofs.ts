import type { Knex } from "knex";

/**
 * Mail that waits or was sent, and what proves that a person reads a mailbox. A code is kept as a keyed hash, a link as a
 * hash; what a mail says is sealed, and erased once it is delivered.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column email_verified_at timestamptz;

    create table mails (
      id uuid primary key,
      kind text not null,
      recipient text not null,
      sealed_values text,
      created_at timestamptz not null,
      expires_at timestamptz,
      sent_at timestamptz,
      failed_at timestamptz,
      failure text
    );
    comment on column mails.sealed_values is 'what the template is filled with; null once delivered or given up';
    create index mails_created_at_idx on mails (created_at);
    create index mails_waiting_idx on mails (created_at) where sent_at is null and failed_at is null;

    create table challenges (
      id uuid primary key,
      purpose text not null,
      email text not null,
      user_id uuid,
      browser_hash bytea not null,
      code_hash text not null,
      secret_hash bytea not null,
      sealed_payload text,
      is_decoy boolean not null,
      tries integer not null default 0,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      proven_at timestamptz,
      ended_at timestamptz
    );
    comment on column challenges.user_id is 'no foreign key: looking it up would take time for addresses that have an account, and for them alone';
    comment on column challenges.is_decoy is 'made for an address for which nothing can be proven, so that the answer is the same; no code fits it';
    create index challenges_open_idx on challenges (email, purpose) where ended_at is null;
    create index challenges_user_idx on challenges (user_id);
    create index challenges_expires_at_idx on challenges (expires_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table challenges, mails; alter table users drop column email_verified_at");
}

import type { Knex } from "knex";

/**
 * What a person proves themselves with beside the password, and the sign-ins that wait for it. The secret of an authenticator app is
 * sealed, a recovery code is kept as a keyed hash, of a passkey there is only the public key.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table totp_credentials (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      sealed_secret text not null,
      last_step bigint,
      created_at timestamptz not null,
      confirmed_at timestamptz
    );
    comment on column totp_credentials.last_step is 'of the last code that was accepted: only later ones are';
    create unique index totp_credentials_confirmed_idx on totp_credentials (user_id) where confirmed_at is not null;
    create unique index totp_credentials_offered_idx on totp_credentials (user_id) where confirmed_at is null;

    create table recovery_codes (
      user_id uuid not null references users (id) on delete cascade,
      code_hash text not null,
      created_at timestamptz not null,
      used_at timestamptz,
      primary key (user_id, code_hash)
    );

    create table passkeys (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      credential_id bytea not null,
      public_key bytea not null,
      counter bigint not null,
      transports text[] not null,
      aaguid uuid,
      is_backup_eligible boolean not null,
      is_backed_up boolean not null,
      name text not null,
      created_at timestamptz not null,
      last_used_at timestamptz,
      constraint passkeys_credential_id_key unique (credential_id)
    );
    create index passkeys_user_idx on passkeys (user_id, created_at);

    create table pending_sign_ins (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      token_hash bytea not null unique,
      browser_hash bytea not null,
      way text not null,
      methods text[] not null,
      tries integer not null default 0,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz
    );
    comment on table pending_sign_ins is 'a first factor was proven, the second one is waited for';
    create index pending_sign_ins_open_idx on pending_sign_ins (user_id) where ended_at is null;
    create index pending_sign_ins_expires_at_idx on pending_sign_ins (expires_at);

    create table used_webauthn_challenges (
      challenge_hash bytea primary key,
      expires_at timestamptz not null
    );
    create index used_webauthn_challenges_expires_at_idx on used_webauthn_challenges (expires_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table used_webauthn_challenges, pending_sign_ins, passkeys, recovery_codes, totp_credentials");
}

import type { Knex } from "knex";

/** People and how they prove who they are. An address is stored as it is compared: NFKC, lower case. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table users (
      id uuid primary key,
      email text not null,
      name text not null,
      instance_role text check (instance_role in ('administrator')),
      disabled_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint users_email_key unique (email)
    );
    create index users_instance_role_idx on users (instance_role) where instance_role is not null;

    create table password_credentials (
      user_id uuid primary key references users (id) on delete cascade,
      hash text not null,
      min_length_met integer not null,
      changed_at timestamptz(3) not null
    );
    comment on column password_credentials.min_length_met is 'the least length that was asked for when this password was set';

    create table setup_links (
      token_hash bytea primary key,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table setup_links, password_credentials, users");
}

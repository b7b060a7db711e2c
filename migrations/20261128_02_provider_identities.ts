import type { Knex } from "knex";

/** Who people are at the providers that they sign in with, and which of the flows there and back were used. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table provider_identities (
      id uuid primary key,
      user_id uuid not null references users (id) on delete cascade,
      provider text not null,
      issuer text not null,
      subject text not null,
      email text,
      email_verified boolean not null,
      name text,
      created_at timestamptz not null,
      last_used_at timestamptz,
      constraint provider_identities_key unique (issuer, subject)
    );
    comment on column provider_identities.provider is 'the id of the provider in the settings; the key is issuer and subject, never the address';
    create index provider_identities_user_idx on provider_identities (user_id);

    create table used_provider_flows (
      hash bytea primary key,
      expires_at timestamptz not null
    );
    comment on table used_provider_flows is 'what was used once and may not be used again while it would still be good';
    create index used_provider_flows_expires_at_idx on used_provider_flows (expires_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table used_provider_flows, provider_identities");
}

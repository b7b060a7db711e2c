import type { Knex } from "knex";

/** A session knows where it came from, so that who signs a device out takes the trust in it back, too. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table sessions add column browser_hash bytea;
    comment on column sessions.browser_hash is 'as in known_browsers';
    alter table known_browsers add column is_program boolean not null default false;
    comment on column known_browsers.is_program is 'known by network and user agent, for want of a cookie';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table known_browsers drop column is_program; alter table sessions drop column browser_hash");
}

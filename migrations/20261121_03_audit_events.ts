import type { Knex } from "knex";

/**
 * The record of who did what. Partitioned by month, so that retention drops a table instead of deleting rows. The default
 * partition takes what no month covers, so that a change is never refused because maintenance did not run.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create sequence audit_events_sequence;
    create table audit_events (
      id uuid not null,
      sequence bigint not null default nextval('audit_events_sequence'),
      occurred_at timestamptz not null,
      organization_id uuid,
      actor_type text not null check (actor_type in ('user', 'system', 'anonymous')),
      actor_id uuid,
      actor_name text,
      action text not null,
      outcome text not null check (outcome in ('success', 'denied', 'failure')),
      target_type text,
      target_id text,
      subject_user_id uuid,
      request_id text,
      ip text,
      user_agent text,
      before jsonb,
      after jsonb,
      primary key (occurred_at, id)
    ) partition by range (occurred_at);
    create index audit_events_subject_idx on audit_events (subject_user_id, occurred_at desc, sequence desc);
    create index audit_events_request_idx on audit_events (request_id);
    create table audit_events_default partition of audit_events default;

    create function ensure_audit_partitions(today timestamptz) returns void
      language plpgsql security definer set search_path = pg_catalog, public set timezone = 'UTC' as $$
    declare
      first_day timestamptz;
      name text;
    begin
      perform pg_advisory_xact_lock(hashtext('ensure_audit_partitions'));
      for month in 0..2 loop
        first_day := date_trunc('month', today) + make_interval(months => month);
        name := 'audit_events_' || to_char(first_day, 'YYYY_MM');
        if to_regclass('public.' || name) is null
          and not exists (select from public.audit_events_default where occurred_at >= first_day and occurred_at < first_day + interval '1 month')
        then
          execute format('create table public.%I partition of public.audit_events for values from (%L) to (%L)',
            name, first_day, first_day + interval '1 month');
        end if;
      end loop;
    end $$;
    select ensure_audit_partitions(now());
    comment on column audit_events.sequence is 'the order in which events of one instant were written';
    revoke execute on function ensure_audit_partitions(timestamptz) from public;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop function ensure_audit_partitions(timestamptz); drop table audit_events; drop sequence audit_events_sequence");
}

import type { Erasure, PersonalTable } from "./personal-table.ts";

const BY_PERSON = "actor_id = :userId";
/** Somebody else did it: an administrator, whose name and address stay. Nobody and the system are not somebody. */
const BY_ANOTHER = "actor_type = 'user' and actor_id is distinct from :userId";
const ABOUT_PERSON = "(subject_user_id = :userId or (target_type = 'user' and target_id = cast(:userId as text)))";
/** An address that had no account, or not yet: who asked to register, or whom an administrator invited. */
const named = (column: string) => `(subject_user_id is null and ${column} ->> 'email' = any(:emails))`;
/** Another wanted the address for theirs. By the time of this step, what the person asked for themselves is gone. */
const WANTED = "coalesce(after ->> 'newEmail', before ->> 'newEmail') = any(:emails)";

/** The members that hold nothing personal. */
const kept = (column: string) => `(select jsonb_object_agg(key, value) from jsonb_each(${column}) where key = any(:kept))`;
const scrubbed = (column: string) =>
  `case when ${ABOUT_PERSON} or ${named("before")} or ${named("after")} then ${kept(column)} else ${column} end`;

/**
 * The person gives way to the pseudonym, the same in every event. What was done to them by another keeps the other's name, and what
 * they did to others keeps what it says of those.
 */
const PSEUDONYMISED = `
  actor_id = case when ${BY_PERSON} then :pseudonym else actor_id end,
  actor_name = case when ${BY_ANOTHER} then actor_name end,
  ip = case when ${BY_ANOTHER} then ip end,
  user_agent = case when ${BY_ANOTHER} then user_agent end,
  before = ${scrubbed("before")},
  after = ${scrubbed("after")},
  subject_user_id = case when subject_user_id = :userId then :pseudonym else subject_user_id end,
  target_id = case when target_type = 'user' and target_id = cast(:userId as text) then cast(:pseudonym as text) else target_id end`;

const KEY = ["occurred_at", "id"];
const pseudonymise = (where: string): Erasure => ({ set: PSEUDONYMISED, where, batch: KEY });

/** What another did is shown without where they were. */
const mine = (column: string) => [column, `case when not (${BY_ANOTHER}) then ${column} end as ${column}`] as const;

/** Of what the person did to others, only what names nobody: the names and addresses are theirs, and of who runs the instance. */
const withoutOthers = (column: string) =>
  [column, `case when subject_user_id = :userId then ${column} else ${kept(column)} end as ${column}`] as const;

/** The record of who did what. Each predicate has an index. */
export const AUDIT_EVENTS: PersonalTable = {
  table: "audit_events",
  about: "What was done in your account or by you.",
  sections: [
    { name: "activity", where: "subject_user_id = :userId", pages: ["occurred_at", "sequence"] },
    {
      name: "actsOnOthers",
      where: `${BY_PERSON} and subject_user_id is distinct from actor_id`,
      pages: ["occurred_at", "sequence"],
    },
  ],
  shown: [
    "id",
    "occurred_at",
    "action",
    "outcome",
    "actor_type",
    "actor_id",
    "actor_name",
    "target_type",
    "target_id",
    "request_id",
    mine("ip"),
    mine("user_agent"),
    withoutOthers("before"),
    withoutOthers("after"),
  ],
  withheld: { sequence: "internal", organization_id: "internal", subject_user_id: "yourself" },
  erasure: [
    pseudonymise("subject_user_id = :userId"),
    pseudonymise(`${BY_PERSON} and subject_user_id is distinct from actor_id`),
    pseudonymise("target_type = 'user' and subject_user_id::text is distinct from target_id and target_id = cast(:userId as text)"),
    pseudonymise(named("after")),
    pseudonymise(named("before")),
    { set: "before = before - 'newEmail', after = after - 'newEmail'", where: WANTED, batch: KEY },
  ],
  afterwards: "What was done and when, by an id that stands for you and that nobody can lead back to you.",
};

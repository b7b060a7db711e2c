import type { Db } from "../../platform/db.ts";
import type { User } from "../users/index.ts";

export const USER_STATUSES = ["active", "disabled", "unconfirmed", "administrator"] as const;
export type UserFilter = { search?: string | undefined; status?: (typeof USER_STATUSES)[number] | undefined };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As `user_words` in the database separates them. None of these can end the quotes of a word. */
const SEPARATORS = /[ -/:-@[-`{-~]+/;
const MOST_WORDS = 8;

/** What finds the people of whom each word typed begins one of their address or name; undefined when no word was typed. */
function wordsQuery(search: string): string | undefined {
  const words = search.normalize("NFC").split(SEPARATORS).filter(Boolean).slice(0, MOST_WORDS);
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(" & ");
}

/** Found first, and by the index alone: asked for the newest of whom few fit, Postgres would rather read everybody, newest first. */
const FOUND = "select id from users where user_words(email, name) @@ cast(lower(?) as tsquery)";

/** Marks alone are in no index: they are looked for as they stand. */
const HOLDS = "strpos(lower(email || ' ' || name), lower(?)) > 0";

/** The people who fit, newest first, before them the one whose very address was typed; one more than `limit` when there is a further page. */
export async function listUsers(db: Db, { search = "", status }: UserFilter, page: { before?: string; limit: number }): Promise<User[]> {
  const query = db<User>("users");
  const text = search.trim();
  const words = UUID.test(text) ? undefined : wordsQuery(text);
  if (UUID.test(text)) void query.where({ id: text });
  if (words) void query.withMaterialized("found", db.raw(FOUND, [words])).whereIn("id", db("found").select("id"));
  else if (text && !UUID.test(text)) void query.whereRaw(HOLDS, [text]);
  if (status === "active") void query.whereNull("disabledAt");
  if (status === "disabled") void query.whereNotNull("disabledAt");
  if (status === "unconfirmed") void query.whereNull("emailVerifiedAt");
  if (status === "administrator") void query.where({ instanceRole: "administrator" });
  // A page of one has no room for anybody out of their turn: its last one says where the next page begins.
  const email = text.includes("@") && page.limit > 1 ? text.normalize("NFKC").toLowerCase() : undefined;
  const first = email && !page.before ? await query.clone().where({ email }).first() : undefined;
  if (email) void query.whereNot({ email });
  if (page.before) void query.where("id", "<", page.before);
  const others = await query.orderBy("id", "desc").limit(page.limit + (first ? 0 : 1));
  return first ? [first, ...others] : others;
}

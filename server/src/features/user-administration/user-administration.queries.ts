import type { Db } from "../../platform/db.ts";
import { readUserSearch, type User } from "../users/index.ts";

export const USER_STATUSES = ["active", "disabled", "unconfirmed", "administrator"] as const;
export type UserFilter = { search?: string | undefined; status?: (typeof USER_STATUSES)[number] | undefined };

/** Found first, and by the index alone: asked for the newest of whom few fit, Postgres would rather read everybody, newest first. */
const FOUND = "select id from users where user_words(email, name) @@ cast(lower(?) as tsquery)";

const HOLDS = "strpos(lower(email || ' ' || name), lower(?)) > 0";

/** The people who fit, newest first, before them the one whose very address was typed; one more than `limit` when there is a further page. */
export async function listUsers(db: Db, { search = "", status }: UserFilter, page: { before?: string; limit: number }): Promise<User[]> {
  const query = db<User>("users");
  const { id, words, marks, email } = readUserSearch(search);
  if (id) void query.where({ id });
  if (words) void query.withMaterialized("found", db.raw(FOUND, [words])).whereIn("id", db("found").select("id"));
  if (marks) void query.whereRaw(HOLDS, [marks]);
  if (status === "active") void query.whereNull("disabledAt");
  if (status === "disabled") void query.whereNotNull("disabledAt");
  if (status === "unconfirmed") void query.whereNull("emailVerifiedAt");
  if (status === "administrator") void query.where({ instanceRole: "administrator" });
  // A page of one has no room for anybody out of their turn: its last one says where the next page begins.
  const meant = page.limit > 1 ? email : undefined;
  const first = meant && !page.before ? await query.clone().where({ email: meant }).first() : undefined;
  if (meant) void query.whereNot({ email: meant });
  if (page.before) void query.where("id", "<", page.before);
  const others = await query.orderBy("id", "desc").limit(page.limit + (first ? 0 : 1));
  return first ? [first, ...others] : others;
}

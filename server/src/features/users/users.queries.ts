import type { Db } from "../../platform/db.ts";
import { Problem } from "../../http/problem.ts";
import type { User } from "./user.ts";

export async function findUserByEmail(db: Db, email: string): Promise<User | undefined> {
  return db<User>("users").where({ email }).first();
}

const NOBODY = "00000000-0000-0000-0000-000000000000";
const COLUMNS = "id, email, name, instance_role, disabled_at, version, created_at, updated_at";

/**
 * Like `findUserByEmail`, at the same cost whether there is one or not: a row is always read, a made-up one for want of
 * another, because reading a row takes long enough to tell by the time of the answer that there was none.
 */
export async function findUserForSignIn(db: Db, email: string): Promise<User | undefined> {
  const { rows } = await db.raw<{ rows: [User] }>(
    `with found as (select ${COLUMNS} from users where email = :email)
     select ${COLUMNS} from found
     union all select cast(:nobody as uuid), :email, 'Nobody', null, null, 1, now(), now() where not exists (select from found)`,
    { email, nobody: NOBODY },
  );
  return rows[0].id === NOBODY ? undefined : rows[0];
}

/** Throws `not_found`. */
export async function getUser(db: Db, id: string): Promise<User> {
  const user = await db<User>("users").where({ id }).first();
  if (!user) throw new Problem("not_found");
  return user;
}

/** The user, held until the transaction ends. Throws `not_found`. */
export async function lockUser(tx: Db, id: string): Promise<User> {
  const user = await tx<User>("users").where({ id }).forUpdate().first();
  if (!user) throw new Problem("not_found");
  return user;
}

export type NewUser = Pick<User, "id" | "email" | "name" | "instanceRole" | "createdAt">;

/** The new user, or undefined when the address is taken: Postgres decides, so that two at once cannot both win. */
export async function insertUser(tx: Db, user: NewUser): Promise<User | undefined> {
  const rows = await tx<User>("users")
    .insert({ ...user, updatedAt: user.createdAt })
    .onConflict("email")
    .ignore()
    .returning("*");
  return rows[0];
}

export type UserChange = Partial<Pick<User, "name" | "disabledAt" | "instanceRole">>;

/** The changed user, at their next version. Throws `not_found`. */
export async function updateUser(tx: Db, id: string, change: UserChange, at: Date): Promise<User> {
  const [user] = await tx<User>("users")
    .where({ id })
    .update({ ...change, updatedAt: at, version: tx.raw("version + 1") as unknown as number })
    .returning("*");
  if (!user) throw new Problem("not_found");
  return user;
}

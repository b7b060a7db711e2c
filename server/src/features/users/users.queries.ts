import type { Db } from "../../platform/db.ts";
import { Problem } from "../../http/problem.ts";
import type { User } from "./user.ts";

export async function findUserByEmail(db: Db, email: string): Promise<User | undefined> {
  return db<User>("users").where({ email }).first();
}

const NOBODY = "00000000-0000-0000-0000-000000000000";
const COLUMNS = "id, email, email_verified_at, name, instance_role, disabled_at, closed_at, deletes_at, version, created_at, updated_at";

/**
 * Like `findUserByEmail`, at the same cost whether there is one or not: a row is always read, a made-up one for want of
 * another, because reading a row takes long enough to tell by the time of the answer that there was none.
 */
export async function findUserForSignIn(db: Db, email: string): Promise<User | undefined> {
  const { rows } = await db.raw<{ rows: [User] }>(
    `with found as (select ${COLUMNS} from users where email = :email)
     select ${COLUMNS} from found
     union all select cast(:nobody as uuid), :email, now(), 'Nobody', null, null, null, null, 1, now(), now() where not exists (select from found)`,
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

export async function findUser(db: Db, id: string | null): Promise<User | undefined> {
  return db<User>("users").where("id", id).first();
}

/** The user, held until the transaction ends; undefined when there is none any more. */
export async function lockUserIfAny(tx: Db, id: string | null): Promise<User | undefined> {
  return tx<User>("users").where("id", id).forUpdate().first();
}

/** The user, held until the transaction ends. Throws `not_found`. */
export async function lockUser(tx: Db, id: string): Promise<User> {
  const user = await tx<User>("users").where({ id }).forUpdate().first();
  if (!user) throw new Problem("not_found");
  return user;
}

/** Those of the users who are there, held until the transaction ends: one after the other by id, so that no two wait for one another. */
export async function lockUsers(tx: Db, ids: readonly string[]): Promise<User[]> {
  return tx<User>("users").whereIn("id", ids).orderBy("id").forUpdate();
}

export type NewUser = Pick<User, "id" | "email" | "emailVerifiedAt" | "name" | "instanceRole" | "createdAt">;

/** The new user, or undefined when the address is taken: Postgres decides, so that two at once cannot both win. */
export async function insertUser(tx: Db, user: NewUser): Promise<User | undefined> {
  const rows = await tx<User>("users")
    .insert({ ...user, updatedAt: user.createdAt })
    .onConflict("email")
    .ignore()
    .returning("*");
  return rows[0];
}

/** Gives the user another address, which they have proven at that moment. Throws `email_taken`: Postgres decides, and ends the transaction. */
export async function updateUserEmail(tx: Db, id: string, email: string, at: Date): Promise<User> {
  try {
    return await updateUser(tx, id, { email, emailVerifiedAt: at }, at);
  } catch (error) {
    if (isTaken(error)) throw new Problem("email_taken", { cause: error });
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "constraint" in error && error.constraint === "users_email_key";
}

export type UserChange = Partial<
  Pick<User, "name" | "email" | "emailVerifiedAt" | "disabledAt" | "closedAt" | "deletesAt" | "instanceRole">
>;

/** The changed user, at their next version. Throws `not_found`. */
export async function updateUser(tx: Db, id: string, change: UserChange, at: Date): Promise<User> {
  const [user] = await tx<User>("users")
    .where({ id })
    .update({ ...change, updatedAt: at, version: tx.raw("version + 1") as unknown as number })
    .returning("*");
  if (!user) throw new Problem("not_found");
  return user;
}

/** Held until the transaction ends, so that of two who take each other's role away one is refused. */
export async function lockAdministrators(tx: Db): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtext('administrators'))");
}

/** Whether somebody but this one may act as an administrator. */
export async function hasOtherAdministrator(tx: Db, id: string, { isVerified }: { isVerified: boolean }): Promise<boolean> {
  const query = tx("users").where({ instanceRole: "administrator" }).whereNot({ id }).whereNull("disabledAt");
  if (isVerified) void query.whereNotNull("emailVerifiedAt");
  return (await query.first("id")) !== undefined;
}

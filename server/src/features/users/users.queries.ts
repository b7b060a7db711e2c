import type { Db } from "../../platform/db.ts";
import { Problem } from "../../http/problem.ts";
import type { User } from "./user.ts";

export async function findUserByEmail(db: Db, email: string): Promise<User | undefined> {
  return db<User>("users").where({ email }).first();
}

export async function findUser(db: Db, id: string): Promise<User | undefined> {
  return db<User>("users").where({ id }).first();
}

/** Throws `not_found`. */
export async function getUser(db: Db, id: string): Promise<User> {
  const user = await findUser(db, id);
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

export type UserChange = Partial<Pick<User, "name" | "disabledAt">>;

/** The changed user, or undefined when there is no such user, or it is not at `version` any more. */
export async function updateUser(tx: Db, id: string, change: UserChange, at: Date, version?: number): Promise<User | undefined> {
  const rows = await tx<User>("users")
    .where({ id, ...(version !== undefined && { version }) })
    .update({ ...change, updatedAt: at, version: tx.raw("version + 1") as unknown as number })
    .returning("*");
  return rows[0];
}

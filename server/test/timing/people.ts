import { insertPassword } from "../../src/features/passwords/index.ts";
import { insertUser, updateUser } from "../../src/features/users/index.ts";
import { newId } from "../../src/platform/ids.ts";
import { newEmail, PASSWORD } from "../client.ts";
import type { TestApp } from "../test-app.ts";

/** What an address may be to Gatehouse, and what an outsider must not learn of it. */
export const KINDS = ["unknown", "known", "unverified", "disabled"] as const;
export type Kind = (typeof KINDS)[number];

/** So many mails go to one mailbox in an hour, and so many passwords are checked for it, that one address serves only for a few samples. */
export const SAMPLES_PER_ADDRESS = 8;

/** Addresses of every kind. Each call makes new ones, so that no window of one measurement is filled by another. */
export async function createPeople({ deps }: TestApp, samples: number): Promise<Record<Kind, (turn: number) => string>> {
  const { db, hasher, clock } = deps;
  const hash = await hasher.hash(PASSWORD, "known");
  const create = async (kind: Kind): Promise<string> => {
    const email = newEmail();
    const now = clock();
    const emailVerifiedAt = kind === "unverified" ? null : now;
    const user = await insertUser(db, { id: newId(now), email, emailVerifiedAt, name: "Ada", instanceRole: null, createdAt: now });
    if (!user) throw new Error(`${email} is taken.`);
    await insertPassword(db, { userId: user.id, hash, minLengthMet: 15, changedAt: now });
    if (kind === "disabled") await updateUser(db, user.id, { disabledAt: now }, now);
    return email;
  };
  const createAll = async (kind: Kind) => {
    const emails: string[] = [];
    while (emails.length < Math.ceil(samples / SAMPLES_PER_ADDRESS)) emails.push(kind === "unknown" ? newEmail() : await create(kind));
    return (turn: number) => emails[turn % emails.length] ?? "";
  };
  return {
    unknown: await createAll("unknown"),
    known: await createAll("known"),
    unverified: await createAll("unverified"),
    disabled: await createAll("disabled"),
  };
}

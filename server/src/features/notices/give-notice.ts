import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { Mail, Outbox } from "../mail/index.ts";
import type { Notice } from "./notice.ts";
import { insertNotice, insertNotices } from "./notices.queries.ts";

/**
 * Tells a person, in the transaction of what happened: a notice in the console, and a mail if there is one. Where an outsider
 * must not learn whether there is a person, it is called without one, does the same work and tells nobody.
 */
export async function giveNotice(
  outbox: Outbox,
  tx: Db,
  { userId, kind, details, mail }: Pick<Notice, "kind" | "details"> & { userId: string | null; mail?: Mail },
  at: Date,
): Promise<void> {
  await insertNotice(tx, { id: newId(at), userId, kind, details, createdAt: at });
  if (mail) await outbox.put(tx, mail, at);
}

/** So many at a time stay within what one statement takes. */
const MOST_PER_STATEMENT = 1_000;

type Told = { userId: string; mail: Mail };

/** Tells many persons of the same, each also by mail. With few statements, so that what the caller holds is not held for long. */
export async function giveNotices(
  outbox: Outbox,
  tx: Db,
  { kind, details, to }: Pick<Notice, "kind" | "details"> & { to: readonly Told[] },
  at: Date,
): Promise<void> {
  for (let first = 0; first < to.length; first += MOST_PER_STATEMENT) {
    const some = to.slice(first, first + MOST_PER_STATEMENT);
    await insertNotices(
      tx,
      some.map(({ userId }) => ({ id: newId(at), userId, kind, details, createdAt: at })),
    );
    await outbox.putAll(
      tx,
      some.map(({ mail }) => mail),
      at,
    );
  }
}

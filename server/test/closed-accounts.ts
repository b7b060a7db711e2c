import { deleteAccount } from "../src/features/account-deletion/index.ts";
import { personWithMailbox, type Person } from "./email-changes.ts";
import { lastMail } from "./queued-mails.ts";
import type { TestApp } from "./test-app.ts";

export const DAY = 86_400;

/** A person who has closed their account, and the secret of the mailed link. Needs an app with a mail server and no delivery. */
export async function closedPerson(app: TestApp): Promise<Person & { undoToken: string; deletesAt: Date }> {
  const person = await personWithMailbox(app);
  const { deletesAt } = await deleteAccount(app.deps, {
    userId: person.id,
    actor: { type: "user", id: person.id, name: person.name },
    origin: { requestId: "test", ip: "192.0.2.7", userAgent: "curl/8" },
  });
  return { ...person, deletesAt, undoToken: await undoTokenOf(app, person.email) };
}

/** The secret of the last link that keeps the account of this address. */
export async function undoTokenOf(app: TestApp, email: string): Promise<string> {
  const { undoLink } = await lastMail(app, email, "account_closed");
  return app.secret(undoLink.slice(undoLink.indexOf("=") + 1));
}

/** Every row of every table of ours, as text. */
export async function wholeDatabase({ ownerDb: db }: TestApp): Promise<string> {
  const { rows } = await db.raw<{ rows: Array<{ table: string }> }>(
    "select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const parts: string[] = [];
  for (const { table } of rows) {
    const { rows: all } = await db.raw<{ rows: Array<{ line: string }> }>(`select cast(t as text) as line from "${table}" as t`);
    parts.push(...all.map(({ line }) => `${table} ${line}`));
  }
  return parts.join("\n");
}

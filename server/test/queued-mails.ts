import { sealedValuesOf, type Mail, type MailKind, type MailValues } from "../src/features/mail/index.ts";
import { open } from "../src/platform/secrets.ts";
import type { TestApp } from "./test-app.ts";

/** The mails that wait for a mailbox, oldest first, as they will be filled in. Needs a mail mode in which mails are queued, and no delivery. */
export async function queuedMails({ deps }: TestApp, to: string): Promise<Mail[]> {
  const rows = await deps.db("mails").where({ recipient: to }).whereNotNull("sealedValues").orderBy("id");
  return rows.map(({ id, kind, sealedValues }: { id: string; kind: Mail["kind"]; sealedValues: string }) => {
    const values = JSON.parse(open(deps.encryptionKeys, sealedValues, sealedValuesOf(id)).toString("utf8")) as never;
    return { kind, to, values } as Mail;
  });
}

/** The last mail to a mailbox, which must be of that kind. */
export async function lastMail<K extends MailKind>(app: TestApp, to: string, kind: K): Promise<MailValues[K]> {
  const mail = (await queuedMails(app, to)).at(-1);
  if (mail?.kind !== kind) throw new Error(`The last mail to ${to} is ${mail?.kind ?? "none"}, not ${kind}.`);
  return mail.values as MailValues[K];
}

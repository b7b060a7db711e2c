import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { Jobs } from "../../platform/jobs.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open, seal } from "../../platform/secrets.ts";
import type { Mail, MailKind, MailMode, MailValues } from "./mail.ts";
import { insertMails } from "./mails.queries.ts";

/** Takes mails in the transaction of the change that they tell of: sent if and only if it commits. */
export type Outbox = {
  mode: MailMode;
  /** Queues a mail. Its id becomes the Message-ID. */
  put(tx: Db, mail: Mail, at: Date): Promise<void>;
  /** The same for many that are in no hurry, with few statements: whoever holds something meanwhile holds it for a moment. */
  putAll(tx: Db, mails: readonly Mail[], at: Date): Promise<void>;
};

/** Where a mail's sealed values live. */
export const sealedValuesOf = (mailId: string) => ({ table: "mails", column: "sealed_values", row: mailId });

/** What a waiting mail is filled with. Throws when its key is not among the encryption keys. */
export function openValues<K extends MailKind>(ring: KeyRing, mail: { id: string; kind: K; sealedValues: string }): MailValues[K] {
  return JSON.parse(open(ring, mail.sealedValues, sealedValuesOf(mail.id)).toString("utf8")) as MailValues[K];
}

/** Codes live for minutes, and somebody waits for them: a flood of other mails must not outlast them. */
const URGENT_SECONDS = 900;

/** With a page in place of a mail server, mails are kept and not queued: a server that is set later sends none of them. */
export function createOutbox({ mode, jobs, encryptionKeys }: { mode: MailMode; jobs: Jobs; encryptionKeys: KeyRing }): Outbox {
  const toRow = ({ kind, to, values, expiresAt }: Mail, at: Date) => {
    const id = newId(at);
    const sealedValues = seal(encryptionKeys, Buffer.from(JSON.stringify(values)), sealedValuesOf(id));
    return { id, kind, recipient: to, sealedValues, createdAt: at, expiresAt: expiresAt ?? null };
  };
  return {
    mode,
    async put(tx, mail, at) {
      if (mode === "off") return;
      const { expiresAt } = mail;
      const row = toRow(mail, at);
      const { id } = row;
      await insertMails(tx, [row]);
      if (mode !== "smtp") return;
      const isUrgent = expiresAt !== undefined && expiresAt <= addSeconds(at, URGENT_SECONDS);
      await jobs.send(tx, "mail", { mailId: id }, { isUrgent });
    },
    async putAll(tx, mails, at) {
      if (mode === "off" || mails.length === 0) return;
      const rows = mails.map((mail) => toRow(mail, at));
      await insertMails(tx, rows);
      if (mode !== "smtp") return;
      await jobs.sendAll(
        tx,
        "mail",
        rows.map(({ id: mailId }) => ({ mailId })),
      );
    },
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { eventually } from "../../../test/eventually.ts";
import { createMailbox, type MailboxOptions } from "../../../test/mailbox.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { OutcomeUnknown } from "../../platform/jobs.ts";
import { parseSender } from "../../platform/smtp-url.ts";
import type { Patience } from "./deadline.ts";
import { createLetterbox } from "./letterbox.ts";
import { deliverMails, type Mail } from "./index.ts";

const put = ({ deps }: TestApp, mail: Mail) => deps.db.transaction((tx) => deps.outbox.put(tx, mail, deps.clock()));
const disabled = (to: string): Mail => ({ kind: "account_disabled", to, values: {} });

describe("a mail server that is slow to answer the data", () => {
  const to = "ada@example.com";
  const mail = { id: "1", to, createdAt: new Date(), subject: "x", text: "x", html: "x" };

  async function sendTo(options: MailboxOptions, patience: Patience): Promise<{ outcome: unknown; copies: number }> {
    const mailbox = await createMailbox(options);
    const server = { host: "127.0.0.1", port: Number(new URL(mailbox.url).port), tls: "off" as const, credentials: undefined };
    const letterbox = createLetterbox({ server, from: parseSender("gate@example.com"), connections: 1, patience });
    const outcome: unknown = await letterbox.send(mail, new AbortController().signal).catch((error: unknown) => error);
    letterbox.close();
    await mailbox.close();
    return { outcome, copies: mailbox.all(to).length };
  }

  test("is waited for, longer than for any answer before", async () => {
    const answer = await sendTo({ onData: () => sleep(1_200) }, { beforeDataMs: 500, answerMs: 5_000 });
    expect(answer).toEqual({ outcome: undefined, copies: 1 });
  });

  test("and never does: nobody knows whether it has the mail", async () => {
    const { outcome } = await sendTo({ onData: () => sleep(1_200) }, { beforeDataMs: 5_000, answerMs: 500 });
    expect(outcome).toEqual(new OutcomeUnknown("ETIMEDOUT after DATA"));
    expect(outcome).toBeInstanceOf(OutcomeUnknown);
  });

  test("or to ask for it: it has nothing, and the mail may come again soon", async () => {
    const { outcome, copies } = await sendTo({ onRecipient: () => sleep(1_200) }, { beforeDataMs: 500, answerMs: 5_000 });
    expect({ outcome, copies }).toEqual({ outcome: new Error("ETIMEDOUT"), copies: 0 });
    expect(outcome).not.toBeInstanceOf(OutcomeUnknown);
  });
});

test("a connection that breaks while the mail is looked at: it is not sent again before the lease is over", async () => {
  const to = newEmail();
  const broken = await createMailbox({ onData: () => broken.behave("closed") });
  const other = await createTestApp({ settings: { SMTP_URL: broken.url } });
  const delivery = deliverMails(other.deps);
  await put(other, disabled(to));
  const { id } = (await other.deps.db("mails").where({ recipient: to }).first("id")) ?? {};
  await eventually(() => Promise.resolve(other.logLines().some(({ mailId }) => mailId === id)));
  expect(other.logLines().find(({ mailId }) => mailId === id)).toMatchObject({ level: "warn", reason: "ECONNECTION at CONN after DATA" });
  broken.behave("accept");
  await sleep(4_000);
  expect(broken.all(to)).toHaveLength(1);
  expect(await other.deps.db("jobs.job").pluck("state")).toEqual(["active"]);
  await delivery?.stop(1_000);
  await other.close();
  await broken.close();
});

test("a code does not wait behind a flood of other mails", async () => {
  const arrived: string[] = [];
  const slow = await createMailbox({ onData: async (mail) => (arrived.push(mail.to), sleep(250)) });
  const other = await createTestApp({ settings: { SMTP_URL: slow.url } });
  const { db, outbox, clock } = other.deps;
  await db.transaction(async (tx) => {
    for (let mail = 0; mail < 300; mail += 1) await outbox.put(tx, disabled(newEmail()), clock());
  });
  const delivery = deliverMails(other.deps);
  await eventually(() => Promise.resolve(arrived.length > 4));
  const to = newEmail();
  const expiresAt = new Date(clock().getTime() + 600_000);
  const code: Mail = { kind: "confirm_address", to, values: { code: "48151623", link: "http://localhost:3000/confirm#1.2.3" }, expiresAt };
  await put(other, code);
  const before = arrived.length;
  await eventually(() => Promise.resolve(arrived.includes(to)));
  expect(arrived.indexOf(to) - before).toBeLessThan(12);
  await delivery?.stop(2_000);
  await other.close();
  await slow.close();
});

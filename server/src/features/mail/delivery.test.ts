import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createBreakableProxy } from "../../../test/breakable-proxy.ts";
import { newEmail } from "../../../test/client.ts";
import { eventually } from "../../../test/eventually.ts";
import { createMailbox } from "../../../test/mailbox.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createTestDatabase } from "../../../test/test-database.ts";
import { parseKeyRing } from "../../platform/key-ring.ts";
import { parseSender } from "../../platform/smtp-url.ts";
import { deliverMail } from "./deliver-mail.ts";
import { measureQueue } from "./deliver-mails.ts";
import { createLetterbox } from "./letterbox.ts";
import { deliverMails, maintainMails, type Mail } from "./index.ts";
import type { StoredMail } from "./mails.queries.ts";

const CODE = "48151623";
let app: TestApp;
beforeAll(async () => (app = await createTestApp({ mailbox: true, settings: { MAIL_FROM: "The Gate <gate@mail.example.com>" } })));
afterAll(() => app.close());
beforeEach(() => app.mailbox.behave("accept"));

const put = ({ deps }: TestApp, mail: Mail, at = deps.clock()) => deps.db.transaction((tx) => deps.outbox.put(tx, mail, at));
const stored = ({ deps }: TestApp, to: string) => deps.db<StoredMail>("mails").where({ recipient: to }).first();
const settled = (of: TestApp, to: string) =>
  eventually(async () => {
    const mail = await stored(of, to);
    return Boolean(mail?.sentAt ?? mail?.failedAt);
  }, 15);

/** A mail with a code and a link, none of which may be logged. */
function confirmAddress(to: string, expiresAt = new Date(app.deps.clock().getTime() + 600_000)): Mail {
  const link = app.secret(`http://localhost:3000/confirm#${to.slice(0, 4)}.secret-of-link.${CODE}`);
  app.secret(to);
  app.secret(CODE);
  return { kind: "confirm_address", to, values: { code: CODE, link }, expiresAt };
}

async function sample(name: string): Promise<number> {
  const lines = (await app.deps.metrics.registry.metrics()).split("\n");
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0);
}

test("a mail arrives as soon as its change is committed, with code and link, and is forgotten here", async () => {
  const to = newEmail();
  const since = Date.now();
  await put(app, confirmAddress(to));
  const mail = await app.mailbox.next(to);
  expect(Date.now() - since).toBeLessThan(1_500);
  await settled(app, to);
  const { id, sealedValues, failedAt } = (await stored(app, to)) ?? {};
  expect(mail).toMatchObject({ from: "gate@mail.example.com", to, code: CODE, messageId: `<${id}@mail.example.com>` });
  expect(mail.link).toContain("/confirm#");
  expect(mail.headers).toMatchObject({ "auto-submitted": "auto-generated", from: "The Gate <gate@mail.example.com>", to });
  for (const unwanted of ["x-mailer", "list-unsubscribe", "bcc", "cc"]) expect(mail.headers[unwanted]).toBeUndefined();
  expect({ sealedValues, failedAt }).toEqual({ sealedValues: null, failedAt: null });
  expect(app.mailbox.all(to)).toHaveLength(1);
});

test("a mail of a transaction that rolls back is never sent", async () => {
  const [gone, kept] = [newEmail(), newEmail()];
  const { db, outbox, clock } = app.deps;
  const change = db.transaction(async (tx) => {
    await outbox.put(tx, confirmAddress(gone), clock());
    throw new Error("no");
  });
  await expect(change).rejects.toThrow("no");
  await put(app, confirmAddress(kept));
  await settled(app, kept);
  expect(app.mailbox.all(gone)).toEqual([]);
  expect(await stored(app, gone)).toBeUndefined();
});

test("what only looks like a mail is taken away and not sent", async () => {
  const to = newEmail();
  await put(app, { kind: "nothing", to, values: {} });
  await eventually(async () => (await stored(app, to)) === undefined);
  expect(app.mailbox.all(to)).toEqual([]);
});

test("a mail whose code has expired is not sent any more", async () => {
  const to = newEmail();
  await put(app, confirmAddress(to, new Date(app.deps.clock().getTime() - 1)));
  await settled(app, to);
  expect(await stored(app, to)).toMatchObject({ sentAt: null, sealedValues: null, failure: "expired before it could be sent" });
  expect(app.mailbox.all(to)).toEqual([]);
});

describe("a mail server that does not take it", () => {
  test("for good: the mail is given up at once and forgotten, and the log says why without the address", async () => {
    const to = newEmail();
    const before = await sample('gatehouse_mails_total{kind="confirm_address",result="refused"}');
    app.mailbox.behave("refuse");
    await put(app, confirmAddress(to));
    await settled(app, to);
    expect(await stored(app, to)).toMatchObject({ sentAt: null, sealedValues: null, failure: "550 5.1.1 at RCPT TO" });
    expect(app.logLines().at(-1)).toMatchObject({ level: "warn", kind: "confirm_address", reason: "550 5.1.1 at RCPT TO" });
    expect(await sample('gatehouse_mails_total{kind="confirm_address",result="refused"}')).toBe(before + 1);
  });

  test.each(["greylist", "closed"] as const)("for now (%s): it is tried again and arrives once", async (behaviour) => {
    const to = newEmail();
    app.mailbox.behave(behaviour);
    await put(app, confirmAddress(to));
    const { id } = (await stored(app, to)) ?? {};
    await eventually(() => Promise.resolve(app.logLines().some(({ mailId, level }) => mailId === id && level === "warn")));
    expect(await stored(app, to)).toMatchObject({ sentAt: null, failedAt: null });
    app.mailbox.behave("accept");
    await settled(app, to);
    expect(app.mailbox.all(to)).toHaveLength(1);
  });

  test("at the last try: the mail is given up and forgotten", async () => {
    const to = newEmail();
    app.mailbox.behave("greylist");
    const { db } = app.deps;
    await db.transaction(async (tx) => {
      await app.deps.outbox.put(tx, confirmAddress(to), app.deps.clock());
      await tx("jobs.job").where({ state: "created" }).update({ retryLimit: 0 });
    });
    await settled(app, to);
    expect(await stored(app, to)).toMatchObject({ sentAt: null, sealedValues: null, failure: "451 4.7.1 at RCPT TO" });
  });

  test("because it offers no TLS where TLS is asked for: it gets neither mail nor address", async () => {
    const to = newEmail();
    const server = { host: "127.0.0.1", port: Number(new URL(app.mailbox.url).port), tls: "starttls" as const, credentials: undefined };
    const letterbox = createLetterbox({ server, from: parseSender("gate@example.com"), connections: 1 });
    const mail = { id: "1", to, createdAt: new Date(), subject: "x", text: "x", html: "x" };
    await expect(letterbox.send(mail, AbortSignal.timeout(5_000))).rejects.toMatchObject({ code: "ETLS" });
    expect(app.mailbox.all(to)).toEqual([]);
    letterbox.close();
  });

  test("because it hangs: the try ends when its time is over", async () => {
    const to = newEmail();
    const mailbox = await createMailbox();
    mailbox.behave("hang");
    const server = { host: "127.0.0.1", port: Number(new URL(mailbox.url).port), tls: "off" as const, credentials: undefined };
    const letterbox = createLetterbox({ server, from: parseSender("gate@example.com"), connections: 1 });
    const mail = { id: "1", to, createdAt: new Date(), subject: "x", text: "x", html: "x" };
    await expect(letterbox.send(mail, AbortSignal.timeout(300))).rejects.toMatchObject({ code: "EABORT" });
    letterbox.close();
    await mailbox.close();
  });
});

test("an address that would add headers or recipients is refused, and nobody gets the mail", async () => {
  const victim = newEmail();
  for (const to of [`${newEmail()}\r\nBcc: ${victim}`, `${newEmail()}, ${victim}`, `<${victim}> ${newEmail()}`]) {
    await put(app, { kind: "account_disabled", to, values: {} });
    await settled(app, to);
  }
  expect(app.mailbox.all(victim)).toEqual([]);
});

test("a database that goes away after the acceptance gets its note when it is back, and nothing is sent twice", async () => {
  const to = newEmail();
  const database = await createTestDatabase();
  const proxy = await createBreakableProxy(database.url);
  const mailbox = await createMailbox({ onData: () => proxy.stop() });
  const other = await createTestApp({ databaseUrl: proxy.url, settings: { SMTP_URL: mailbox.url } });
  const delivery = deliverMails(other.deps);
  await put(other, { kind: "account_disabled", to, values: {} });
  await mailbox.next(to);
  setTimeout(() => proxy.restore(), 2_000);
  await eventually(async () => Boolean((await stored(other, to).catch(() => undefined))?.sentAt), 10);
  expect(mailbox.all(to)).toHaveLength(1);
  await delivery?.stop(1_000);
  await other.close();
  await mailbox.close();
  await proxy.close();
  await database.drop();
});

test("a mail that is settled is not sent again, whoever asks", async () => {
  const to = newEmail();
  await put(app, { kind: "account_disabled", to, values: {} });
  await settled(app, to);
  const { id = "" } = (await stored(app, to)) ?? {};
  const letterbox = { send: () => Promise.reject(new Error("sent again")), close: () => undefined };
  await deliverMail({ ...app.deps, letterbox }, id, { isLast: false, signal: new AbortController().signal });
});

test("a mail whose encryption key is missing waits for it, and the log says so", async () => {
  const to = newEmail();
  const idle = await createTestApp({ settings: { SMTP_URL: app.mailbox.url } });
  await put(idle, { kind: "account_disabled", to, values: {} });
  const { id = "" } = (await stored(idle, to)) ?? {};
  const letterbox = { send: () => Promise.resolve(), close: () => undefined };
  const encryptionKeys = parseKeyRing(`other:${Buffer.alloc(32, 7).toString("base64")}`);
  const once = deliverMail({ ...idle.deps, encryptionKeys, letterbox }, id, { isLast: false, signal: new AbortController().signal });
  await expect(once).rejects.toThrow("no encryption key");
  expect(await stored(idle, to)).toMatchObject({ sentAt: null, failedAt: null });
  expect(String(idle.logLines().at(-1)?.reason)).toContain("ENCRYPTION_KEYS must keep the old keys");
  await idle.close();
});

test("old mails are given up after three days and deleted after thirty", async () => {
  const { db, clock } = app.deps;
  const daysAgo = (days: number) => new Date(clock().getTime() - days * 86_400_000);
  const idle = await createTestApp();
  const [old, waiting, fresh] = [newEmail(), newEmail(), newEmail()];
  await put(idle, { kind: "account_disabled", to: old, values: {} }, daysAgo(31));
  await put(idle, { kind: "account_disabled", to: waiting, values: {} }, daysAgo(4));
  await put(idle, { kind: "account_disabled", to: fresh, values: {} }, daysAgo(1));
  await maintainMails(idle.deps.db, clock());
  expect(await stored(idle, old)).toBeUndefined();
  expect(await stored(idle, waiting)).toMatchObject({ sealedValues: null, failure: "too old" });
  expect(await stored(idle, fresh)).toMatchObject({ failedAt: null });
  await idle.close();
  expect(await db("mails").whereNotNull("sealedValues").whereNotNull("sentAt")).toEqual([]);
});

test("the queue tells how many mails wait, and how long the oldest has", async () => {
  const idle = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
  const waiting = async () => {
    await measureQueue(idle.deps);
    const [depth, age] = await Promise.all([idle.deps.metrics.mailsWaiting.get(), idle.deps.metrics.mailsOldestSeconds.get()]);
    return [depth.values[0]?.value, Math.round(age.values[0]?.value ?? 0)];
  };
  expect(await waiting()).toEqual([0, 0]);
  const now = idle.deps.clock().getTime();
  for (const seconds of [90, 30]) await put(idle, { kind: "account_disabled", to: newEmail(), values: {} }, new Date(now - seconds * 1000));
  expect(await waiting()).toEqual([2, 90]);
  await idle.close();
});

test("without a mail server nothing is delivered and nothing queued: a server that is set later sends none of it", async () => {
  const page = await createTestApp();
  expect(page.deps.outbox.mode).toBe("page");
  expect(deliverMails(page.deps)).toBeUndefined();
  await put(page, { kind: "account_disabled", to: newEmail(), values: {} });
  expect(await page.deps.db("jobs.job")).toEqual([]);
  expect(await page.deps.db("mails").whereNotNull("sealedValues")).toHaveLength(1);
  await page.close();
});

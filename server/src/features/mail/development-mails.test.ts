import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import supertest from "supertest";
import { createClient, newEmail } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createTestDatabase } from "../../../test/test-database.ts";
import { createApp } from "../../app.ts";
import { readConfig } from "../../config.ts";
import { createDeps } from "../../create-deps.ts";
import { systemClock } from "../../platform/clock.ts";
import { createLog } from "../../platform/log.ts";

const PATH = "/api/v1/development/mails";
type Item = { id: string; kind: string; to: string; subject: string; text: string; html: string; createdAt: string };
type Page = { items: Item[]; nextCursor: string | null };

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const list = async (query = "") => (await createClient(app).get(`${PATH}${query}`).expect(200)).body as Page;
const put = (kind: "account_disabled" | "nothing", to: string) =>
  app.deps.db.transaction((tx) => app.deps.outbox.put(tx, { kind, to, values: {} }, app.deps.clock()));

test("with no mail server, mails can be read, newest first, as they would have been sent", async () => {
  const [first, second] = [newEmail(), newEmail()];
  await put("account_disabled", first);
  await put("nothing", newEmail());
  await app.deps.db.transaction((tx) => {
    const values = { code: "12345678", link: "http://localhost:3000/confirm#1.2.3" };
    return app.deps.outbox.put(tx, { kind: "recover_password", to: second, values }, app.deps.clock());
  });
  const { items, nextCursor } = await list();
  expect(items.map(({ to }) => to)).toEqual([second, first]);
  expect(nextCursor).toBeNull();
  expect(items[0]).toMatchObject({ kind: "recover_password", subject: "Set a new password" });
  expect(items[0]?.text).toContain("1234 5678");
  expect(items[0]?.html).toContain('href="http://localhost:3000/confirm#1.2.3"');
});

test("the HTML form comes as a document that runs nothing, is of no origin, and is framed by the console alone", async () => {
  const to = newEmail();
  await put("account_disabled", to);
  const mail = (await list()).items.find((item) => item.to === to);
  const { text, headers } = await createClient(app)
    .get(`${PATH}/${mail?.id}/html`)
    .expect(200)
    .expect("Content-Type", /^text\/html/);
  expect(text.replace('\n<base target="_blank">', "")).toBe(mail?.html);
  expect(headers["content-security-policy"]).toMatch(
    /^sandbox (?!.*allow-(scripts|same-origin)).*default-src 'none'.*frame-ancestors 'self'$/,
  );
});

test("there is no HTML form of a mail that is not there, nor of one that only looks like a mail", async () => {
  const to = newEmail();
  await put("nothing", to);
  const [hidden] = await app.deps.db("mails").where({ recipient: to }).select("id");
  for (const id of [hidden.id, randomUUID()]) {
    const { body } = await createClient(app).get(`${PATH}/${id}/html`).expect(404);
    expect(body.code).toBe("not_found");
  }
});

test("pages are complete and without duplicates, and a forged cursor is a 422", async () => {
  const addresses = Array.from({ length: 5 }, newEmail);
  for (const to of addresses) await put("account_disabled", to);
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Page = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ to }) => to));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(addresses.every((to) => seen.includes(to))).toBe(true);
  await createClient(app).get(`${PATH}?cursor=bm90IGFuIGlk`).expect(422);
});

const ring = (id: string) => `${id}:${createHash("sha256").update(id).digest("base64")}`;
const PRODUCTION = {
  NODE_ENV: "production",
  PUBLIC_URL: "https://gate.example.com",
  REDIS_URL: "redis://127.0.0.1:9",
  ENCRYPTION_KEYS: ring("k1"),
  PASSWORD_PEPPERS: ring("p1"),
  BCRYPT_COST: "10",
};

test.each([
  ["in production without a mail server", PRODUCTION, "off"],
  ["in production with one", { ...PRODUCTION, SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "gate@example.com" }, "smtp"],
  ["in development with one", { SMTP_URL: "smtp://127.0.0.1:9" }, "smtp"],
])("%s there is no such page", async (_where, settings: Record<string, string>, mode) => {
  const database = await createTestDatabase();
  const config = readConfig({ ...settings, DATABASE_URL: database.url });
  const deps = await createDeps(config, { log: createLog({ level: "silent" }), clock: systemClock });
  const { app: other, endpoints } = createApp(deps);
  expect(deps.outbox.mode).toBe(mode);
  await supertest(other).get(PATH).expect(404);
  expect(endpoints.map(({ path }) => path)).not.toContain(PATH);
  await deps.close();
  await database.drop();
});

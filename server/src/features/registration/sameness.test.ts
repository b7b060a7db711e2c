import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Test } from "supertest";
import { createClient, newEmail, PASSWORD, type Client } from "../../../test/client.ts";
import { confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { deleteAccount } from "../account-deletion/index.ts";
import { disableUser } from "../user-administration/index.ts";

/** What an address may be, and what nobody who does not read its mailbox may learn. */
const KINDS = ["unknown", "confirmed", "unconfirmed", "disabled", "closed"] as const;
function ask(client: Client, operation: "register" | "recovery", email: string): Test {
  const body = operation === "register" ? { email, name: "Eve", password: PASSWORD } : { email };
  return client.post(`/api/v1/auth/${operation}`, body);
}

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } })));
afterAll(() => app.close());

async function addressOf(kind: (typeof KINDS)[number]): Promise<string> {
  if (kind === "unknown") return newEmail();
  const { email } = await confirmedPerson(app);
  if (kind === "disabled") await disableUser(app.deps, { email, actor: { type: "system" } });
  if (kind === "closed") {
    const [{ id, name }] = (await app.deps.db("users").where({ email })) as [{ id: string; name: string }];
    await deleteAccount(app.deps, { userId: id, actor: { type: "user", id, name } });
  }
  if (kind === "unconfirmed") await app.deps.db("users").where({ email }).update({ emailVerifiedAt: null });
  return email;
}

/** The statements that the work sends to Postgres. Values are not part of them. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const note = ({ sql }: { sql: string }) => void statements.push(sql);
  app.deps.db.on("query", note);
  await work();
  app.deps.db.off("query", note);
  return statements;
}

function comparable({ status, headers, text }: { status: number; headers: Record<string, unknown>; text: string }) {
  const { "x-request-id": _id, date: _date, "set-cookie": cookie, ...rest } = headers;
  const body = text.replace(/"(id|expiresAt)":"[^"]+"/g, '"$1":"…"');
  return { status, body, headers: rest, cookie: String(cookie).replace(/=[\w-]{43};|Expires=[^;]+/g, "") };
}

describe.each(["register", "recovery"] as const)("%s", (operation) => {
  test("is answered with the same status, headers and body whatever the address is", async () => {
    const answers = [];
    for (const kind of KINDS) answers.push(comparable(await ask(createClient(app), operation, await addressOf(kind))));
    expect(answers[0]).toMatchObject({ status: 202 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test("sends the same statements in the same order whatever the address is", async () => {
    const all = [];
    for (const kind of KINDS) {
      const email = await addressOf(kind);
      all.push(await statementsOf(() => ask(createClient(app), operation, email).expect(202)));
    }
    expect(all[0]?.length).toBeGreaterThan(6);
    for (const statements of all) expect(statements).toEqual(all[0]);
  });

  test("makes a challenge of which the same is stored, whatever the address is", async () => {
    const stored = [];
    for (const kind of KINDS) {
      const email = await addressOf(kind);
      await ask(createClient(app), operation, email).expect(202);
      const [challenge] = await app.deps.db("challenges").where({ email }).whereNull("endedAt");
      stored.push(
        Object.entries(challenge)
          .filter(([name, value]) => value !== null && name !== "userId")
          .map(([name]) => name),
      );
    }
    for (const names of stored) expect(names).toEqual(stored[0]);
  });
});

test("a new mail for a registration takes the same statements whatever the address is", async () => {
  const all = [];
  for (const kind of KINDS) {
    const browser = createCookieBrowser(app);
    const { body } = await ask(browser, "register", await addressOf(kind)).expect(202);
    const { challenge } = body as { challenge: { id: string } };
    all.push(await statementsOf(() => browser.post("/api/v1/auth/registration/resend", { challengeId: challenge.id }).expect(202)));
  }
  for (const statements of all) expect(statements).toEqual(all[0]);
});

test("a wrong code is answered the same, and takes the same statements, whatever the address is", async () => {
  for (const [operation, path] of [
    ["register", "/api/v1/auth/registration/confirm"],
    ["recovery", "/api/v1/auth/recovery/prove"],
  ] as const) {
    const all = [];
    for (const kind of KINDS) {
      const browser = createCookieBrowser(app);
      const { body } = await ask(browser, operation, await addressOf(kind)).expect(202);
      const { challenge } = body as { challenge: { id: string } };
      const tries = [];
      for (let attempt = 0; attempt < 6; attempt += 1) {
        let answer = { status: 0, body: {} };
        const statements = await statementsOf(
          async () => (answer = await browser.post(path, { challengeId: challenge.id, code: "00000000" })),
        );
        tries.push({ statements, status: answer.status, errors: (answer.body as { errors?: object[] }).errors });
      }
      all.push(tries);
    }
    for (const tries of all) expect(tries).toEqual(all[0]);
  }
});

test("the password of a registration is hashed before anything is looked up", async () => {
  const { hasher } = app.deps;
  const hash = hasher.hash.bind(hasher);
  for (const kind of KINDS) {
    const email = await addressOf(kind);
    let hashes = 0;
    const statements = await statementsOf(async () => {
      hasher.hash = async (password) => {
        hashes += 1;
        throw new Error(`no hash for ${password.length} characters`);
      };
      await ask(createClient(app), "register", email).expect(500);
      hasher.hash = hash;
    });
    expect({ hashes, statements }).toEqual({ hashes: 1, statements: [] });
  }
});

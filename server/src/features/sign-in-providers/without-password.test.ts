import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail } from "../../../test/client.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { addPasskey } from "../../../test/passkeys.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goThrough, residentAt, withToken, type ProviderWorld } from "../../../test/provider-world.ts";
import { queuedMails } from "../../../test/queued-mails.ts";

const NEW_PASSWORD = "silver kettle on the hill";

/** Who came by a provider has no password to prove themselves with: a fresh proof stands in for it. */
let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } });
  world.app.secret(NEW_PASSWORD);
});
afterAll(() => world.close());

async function comer(): Promise<{ id: string; email: string; inside: CookieBrowser }> {
  const email = newEmail();
  const browser = createCookieBrowser(world.app);
  await goThrough(browser, "google", residentAt(world, "google", { email }));
  const { user, ...inside } = await withToken(browser);
  return { id: user.id, email, inside };
}

const grownOld = (userId: string) =>
  world.app.deps
    .db("sessions")
    .where({ userId })
    .update({ authenticatedAt: new Date(Date.now() - 601_000) });
const passwordsOf = (userId: string) => world.app.deps.db("passwordCredentials").where({ userId });
const logIn = (email: string) =>
  createClient(world.app).post("/api/v1/auth/login", { email, password: NEW_PASSWORD, refreshTransport: "body" });

describe("the first password", () => {
  test("is set while signed in, by who has just proven themselves, and signs in from then on", async () => {
    const { id, email, inside } = await comer();
    await inside.post("/api/v1/me/password", { newPassword: NEW_PASSWORD }).expect(204);
    await logIn(email).expect(200);
    expect((await queuedMails(world.app, email)).map(({ kind }) => kind)).toContain("password_changed");
    const events = await world.app.deps.db("auditEvents").where({ subjectUserId: id, action: "user.password_changed" });
    expect(events).toHaveLength(1);
  });

  test("is not set with an old proof, nor with a password that there is not", async () => {
    const { id, inside } = await comer();
    const guess = { currentPassword: "whatever it might be", newPassword: NEW_PASSWORD };
    expect(expectInvalid(await inside.post("/api/v1/me/password", guess))).toEqual(["body /currentPassword wrong_password"]);
    await grownOld(id);
    expectProblem(await inside.post("/api/v1/me/password", { newPassword: NEW_PASSWORD }), "step_up_required");
    expect(await passwordsOf(id)).toEqual([]);
  });

  test("is judged like any other", async () => {
    const { inside } = await comer();
    const answer = await inside.post("/api/v1/me/password", { newPassword: "aaaaaaaa" });
    expect(expectInvalid(answer)).toEqual(["body /newPassword repetitive", "body /newPassword too_short"]);
  });

  test("is set once: who has one must tell it, also of two at once", async () => {
    const { id, inside } = await comer();
    const set = () => inside.post("/api/v1/me/password", { newPassword: NEW_PASSWORD });
    const [first, second] = await inTurn(world.app, id, [set, set]);
    expect(first.status).toBe(204);
    expect(expectInvalid(second)).toEqual(["body /currentPassword required"]);
    expect(expectInvalid(await set())).toEqual(["body /currentPassword required"]);
  });
});

describe("another address", () => {
  const ask = (inside: CookieBrowser, address = newEmail()) => inside.post("/api/v1/me/email-change", { newEmail: address });

  test("is asked for by who has just proven themselves, of both mailboxes", async () => {
    const { email, inside } = await comer();
    const address = newEmail();
    const { body } = await ask(inside, address).expect(201);
    expect(body).toMatchObject({ oldEmail: email, newEmail: address, oldProven: false, newProven: false });
  });

  test("is not asked for with an old proof", async () => {
    const { id, inside } = await comer();
    await grownOld(id);
    expectProblem(await ask(inside), "step_up_required");
    expect(await world.app.deps.db("emailChanges").where({ userId: id })).toEqual([]);
  });

  test("is not asked for by who has a password and does not tell it, nor got one meanwhile", async () => {
    const { id, inside } = await comer();
    const setPassword = () => inside.post("/api/v1/me/password", { newPassword: NEW_PASSWORD });
    const [set, asked] = await inTurn(world.app, id, [setPassword, () => ask(inside)]);
    expect(set.status).toBe(204);
    expect(expectInvalid(asked)).toEqual(["body /currentPassword required"]);
    expect(expectInvalid(await ask(inside))).toEqual(["body /currentPassword required"]);
    expect(await world.app.deps.db("emailChanges").where({ userId: id })).toEqual([]);
  });
});

test("a provider that is switched off is no way in: the last passkey beside it stays", async () => {
  const { id, inside } = await comer();
  const { id: passkeyId } = await addPasskey(world.app, inside);
  await world.app.deps.db("providerIdentities").where({ userId: id }).update({ provider: "gone" });
  expectProblem(await inside.delete(`/api/v1/me/passkeys/${passkeyId}`), "last_credential");
  await world.app.deps.db("providerIdentities").where({ userId: id }).update({ provider: "google" });
  await inside.delete(`/api/v1/me/passkeys/${passkeyId}`).expect(204);
});

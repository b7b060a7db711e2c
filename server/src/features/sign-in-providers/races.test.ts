import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { changeAddress } from "../../../test/email-changes.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { addPasskey } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { askToRecover, confirmedPerson, createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goFrom, goThrough, residentAt, withToken, type ProviderWorld } from "../../../test/provider-world.ts";
import { addTotp, codeOf } from "../../../test/second-factors.ts";

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } });
});
afterAll(() => world.close());

const connectionsOf = (userId: string) => world.app.deps.db("providerIdentities").where({ userId });

/** A person with a proven mailbox, signed in in a browser. */
async function resident(): Promise<{ id: string; email: string; password: string; browser: CookieBrowser }> {
  const browser = createCookieBrowser(world.app);
  const { email, password } = await confirmedPerson(world.app, browser);
  await browser.post("/api/v1/auth/login", { email, password }).expect(200);
  const { user, ...inside } = await withToken(browser);
  return { id: user.id, email, password, browser: inside };
}

/** One who has connected a provider; answers with the path of the connection and who they are there. */
async function connected() {
  const ada = await resident();
  const there = residentAt(world, "google", { email: newEmail() });
  const { body } = await ada.browser.post("/api/v1/me/connections/google/start", {}).expect(200);
  await goFrom(ada.browser, (body as { url: string }).url, there);
  const [{ id }] = (await connectionsOf(ada.id)) as [{ id: string }];
  return { ...ada, there, path: `/api/v1/me/connections/${id}` };
}

const undo = (token: string) => createCookieBrowser(world.app).post("/api/v1/auth/email-change/undo", { token });

test("an offer that is taken up while the account is given back connects nothing", async () => {
  const ada = await resident();
  const { newEmail: taken, undoToken } = await changeAddress(world.app, ada);
  const { told } = await goThrough(ada.browser, "google", residentAt(world, "google", { email: taken }));
  const token = world.app.secret(told.get("link") ?? "");
  const [undone, accepted] = await inTurn(world.app, ada.id, [
    () => undo(undoToken),
    () => ada.browser.post("/api/v1/me/connections", { token }),
  ]);
  expect(undone.status).toBe(200);
  expectProblem(accepted, "session_ended");
  expect(await connectionsOf(ada.id)).toEqual([]);
});

test("a provider that is disconnected while the account is given back makes neither wait for the other", async () => {
  const ada = await connected();
  await addPasskey(world.app, ada.browser);
  const { undoToken } = await changeAddress(world.app, ada);
  const [undone, disconnected] = await inTurn(world.app, ada.id, [() => undo(undoToken), () => ada.browser.delete(ada.path)]);
  expect(undone.status).toBe(200);
  expectProblem(disconnected, "session_ended");
});

test("nor one that is disconnected while the owner of an unconfirmed address recovers the account", async () => {
  const ada = await connected();
  await world.app.deps.db("users").where({ id: ada.id }).update({ emailVerifiedAt: null });
  const owner = createCookieBrowser(world.app);
  const { challengeId, code } = await askToRecover(world.app, owner, ada.email);
  await owner.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
  const newPassword = world.app.secret("silver kettle on the hill");
  const [recovered, disconnected] = await inTurn(world.app, ada.id, [
    () => owner.post("/api/v1/auth/recovery/complete", { challengeId, newPassword }),
    () => ada.browser.delete(ada.path),
  ]);
  expect(recovered.status).toBe(204);
  expectProblem(disconnected, "session_ended");
  expect(await connectionsOf(ada.id)).toEqual([]);
});

test("a sign-in by a provider that waits for the second factor is void when that is disconnected", async () => {
  const ada = await connected();
  const { secret } = await addTotp(world.app, ada.browser);
  const thief = createCookieBrowser(world.app);
  const { told } = await goThrough(thief, "google", ada.there);
  const token = world.app.secret(told.get("second-factor") ?? "");
  await ada.browser.delete(ada.path).expect(204);
  world.app.clock.advance(30);
  const completed = await thief.post("/api/v1/auth/second-factor/totp", { token, code: codeOf(world.app, secret) });
  expectProblem(completed, "pending_sign_in_ended");
});

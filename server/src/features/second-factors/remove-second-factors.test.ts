import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, registerPerson, signIn } from "../../../test/client.ts";
import { addPasskey, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { beginSignIn, personWithTotp, sendCode } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { removeSecondFactors } from "./index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test("who has lost everything signs in with the password again, and nothing that was lost is good for anything", async () => {
  const person = await personWithTotp(app);
  const { authenticator } = await addPasskey(app, person.client);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  await removeSecondFactors(app.deps, person);

  expectProblem(await person.client.get("/api/v1/me"), "session_ended");
  expectProblem(await sendPasskeySignIn(app, authenticator), "passkey_refused");
  expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
  const { accessToken } = await signIn(app, person);
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  const { body } = await client.get("/api/v1/me/security").expect(200);
  expect(body).toMatchObject({ totp: null, passkeys: [], recoveryCodes: null, methods: ["pwd"] });
});

test("it is recorded, and the person is told by mail and in the console", async () => {
  const person = await personWithTotp(app);
  await removeSecondFactors(app.deps, person);
  const events = await app.deps.db("auditEvents").where({ subjectUserId: person.userId, action: "second_factor.removed" });
  expect(events).toEqual([expect.objectContaining({ actorType: "system", before: { method: "all" } })]);
  expect(await lastMail(app, person.email, "second_factor_removed")).toMatchObject({
    factor: "every second factor",
    device: "whoever runs this Gatehouse",
  });
  const notices = await app.deps.db("notices").where({ userId: person.userId, kind: "second_factor_removed" });
  expect(notices).toEqual([expect.objectContaining({ details: { device: "whoever runs this Gatehouse", method: "all" } })]);
});

test("an account without one, and an address without an account, are said to be so, and nothing happens", async () => {
  const { email } = await registerPerson(app);
  await expect(removeSecondFactors(app.deps, { email })).rejects.toMatchObject({ detail: "That account has no second factor." });
  await expect(removeSecondFactors(app.deps, { email: newEmail() })).rejects.toMatchObject({
    detail: "There is no account with that address.",
  });
});

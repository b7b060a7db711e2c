import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Test } from "supertest";
import { createAuthenticator } from "../../../test/authenticator.ts";
import { createClient, newEmail, type Client } from "../../../test/client.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { addPasskey, questionOf } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { codeOf, personWithTotp, type FactoredPerson } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

type Act = { what: string; prepare: (person: FactoredPerson & { passkeyId: string }) => Promise<() => Test> | (() => Test) };

const ACTS: Act[] = [
  {
    what: "an authenticator app is offered",
    prepare:
      ({ client }) =>
      () =>
        client.post("/api/v1/me/totp"),
  },
  {
    what: "an authenticator app is confirmed",
    prepare: async ({ client }) => {
      const { secret } = (await client.post("/api/v1/me/totp").expect(201)).body as { secret: string };
      app.secret(secret);
      return () => client.post("/api/v1/me/totp/confirm", { code: codeOf(app, secret) });
    },
  },
  {
    what: "the authenticator app is removed",
    prepare:
      ({ client }) =>
      () =>
        client.delete("/api/v1/me/totp"),
  },
  {
    what: "recovery codes are made",
    prepare:
      ({ client }) =>
      () =>
        client.post("/api/v1/me/recovery-codes"),
  },
  {
    what: "a passkey is added",
    prepare: async ({ client }) => {
      const { token, options } = await questionOf(app, client, "/api/v1/me/passkeys/options");
      const response = createAuthenticator().create(options);
      return () => client.post("/api/v1/me/passkeys", { token, response });
    },
  },
  {
    what: "a passkey is renamed",
    prepare:
      ({ client, passkeyId }) =>
      () =>
        client.patch(`/api/v1/me/passkeys/${passkeyId}`, { name: "Mine now" }),
  },
  {
    what: "a passkey is removed",
    prepare:
      ({ client, passkeyId }) =>
      () =>
        client.delete(`/api/v1/me/passkeys/${passkeyId}`),
  },
  {
    what: "the password is changed",
    prepare:
      ({ client, password }) =>
      () =>
        client.post("/api/v1/me/password", { currentPassword: password, newPassword: app.secret("silver kettle on the hill") }),
  },
  {
    what: "another address is asked for",
    prepare:
      ({ client, password }) =>
      () =>
        client.post("/api/v1/me/email-change", { newEmail: newEmail(), currentPassword: password }),
  },
  {
    what: "the account is closed",
    prepare:
      ({ client }) =>
      () =>
        client.post("/api/v1/me/deletion", {}),
  },
];

/** All that there is of how the person proves themselves, and of the account. */
async function standing(userId: string): Promise<string> {
  const { db } = app.deps;
  const tables = ["totpCredentials", "recoveryCodes", "passkeys", "passwordCredentials", "providerIdentities", "emailChanges", "notices"];
  const rows = await Promise.all(tables.map((table) => db(table).where({ userId }).orderByRaw("1, 2")));
  return JSON.stringify([await db("users").where({ id: userId }), ...rows]);
}

/** The same person in another session. */
async function elsewhere({ signedIn }: FactoredPerson): Promise<Client> {
  const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: signedIn.refreshToken }).expect(200);
  return createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
}

test.each(ACTS)("when $what in a session that ends meanwhile, nothing is done", async ({ prepare }) => {
  const person = await personWithTotp(app);
  const { id: passkeyId } = await addPasskey(app, person.client);
  const act = await prepare({ ...person, passkeyId });
  const owner = await elsewhere(person);
  const before = await standing(person.userId);
  const [signedOut, acted] = await inTurn(app, person.userId, [() => owner.post("/api/v1/auth/logout", { scope: "all" }), act]);
  expect(signedOut.status).toBe(204);
  expectProblem(acted, "session_ended");
  expect(await standing(person.userId)).toBe(before);
});

test("an act that comes first is done, and its session ends afterwards", async () => {
  const person = await personWithTotp(app);
  const owner = await elsewhere(person);
  const [acted, signedOut] = await inTurn(app, person.userId, [
    () => person.client.delete("/api/v1/me/totp"),
    () => owner.post("/api/v1/auth/logout", { scope: "all" }),
  ]);
  expect([acted.status, signedOut.status]).toEqual([204, 204]);
  expectProblem(await person.client.get("/api/v1/me"), "session_ended");
});

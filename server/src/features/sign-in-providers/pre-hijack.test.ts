import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, OWN_PAGE, registerPerson, signIn } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import {
  createProviderWorld,
  goFrom,
  goThrough,
  residentAt,
  whoIsIn,
  type ProviderId,
  type ProviderWorld,
} from "../../../test/provider-world.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { deleteAccount } from "../account-deletion/index.ts";
import { disableUser } from "../user-administration/index.ts";

/**
 * Who has an account at the address before its owner comes by a provider, and what the provider says of the address. Only who has
 * proven the mailbox ends up inside, and who has squatted it outside.
 */
let before: TestApp;
let world: ProviderWorld;
beforeAll(async () => {
  // The same instance before a mail server was set, when the first to register an address had it.
  before = await createTestApp();
  const databaseUrl = before.deps.config.database.url;
  world = await createProviderWorld({ databaseUrl, settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
});
afterAll(async () => {
  await world.close();
  await before.close();
});

type Account = { email: string; userId: string; browser: CookieBrowser; canSignIn: () => Promise<boolean> };

/** An account with a password and a session, and with everything else that lets in: a passkey, an authenticator app, a provider. */
async function account({ isConfirmed, hasPassword }: { isConfirmed: boolean; hasPassword: boolean }): Promise<Account> {
  const { db } = world.app.deps;
  const person = await registerPerson(before, { name: "Squatter" });
  const browser = createCookieBrowser(before);
  await browser.post("/api/v1/auth/login", { email: person.email, password: person.password }).expect(200);
  const { user } = await signIn(before, person);
  const now = new Date();
  await db("passkeys").insert({
    id: crypto.randomUUID(),
    userId: user.id,
    credentialId: Buffer.from(crypto.randomUUID()),
    publicKey: Buffer.from("key"),
    counter: 0,
    transports: [],
    isBackedUp: false,
    isBackupEligible: false,
    name: "Squatter's key",
    createdAt: now,
  });
  await db("providerIdentities").insert({
    id: crypto.randomUUID(),
    userId: user.id,
    provider: "acme",
    issuer: world.openid.acme.issuer,
    subject: `squatter of ${user.id}`,
    email: null,
    emailVerified: false,
    createdAt: now,
  });
  if (isConfirmed) await db("users").where({ id: user.id }).update({ emailVerifiedAt: now });
  if (!hasPassword) await db("passwordCredentials").where({ userId: user.id }).delete();
  const canSignIn = async () => {
    const body = { email: person.email, password: person.password, refreshTransport: "body" };
    return (await createClient(before).post("/api/v1/auth/login", body)).status === 200;
  };
  return { email: person.email, userId: user.id, browser, canSignIn };
}

async function waysInOf(userId: string): Promise<object> {
  const { db } = world.app.deps;
  const count = async (table: string) => (await db(table).where({ userId })).length;
  return {
    passwords: await count("passwordCredentials"),
    passkeys: await count("passkeys"),
    connections: await count("providerIdentities"),
  };
}

const UNTOUCHED = { passwords: 1, passkeys: 1, connections: 1 };

describe.each<ProviderId>(["github", "google", "trusted"])("by %s, which has verified the address", (provider) => {
  test.each([true, false])(
    "an account that was never confirmed is the owner's, and its maker is out (with a password: %s)",
    async (hasPassword) => {
      const squatted = await account({ isConfirmed: false, hasPassword });
      const owner = createCookieBrowser(world.app);
      const { path, told } = await goThrough(owner, provider, residentAt(world, provider, { email: squatted.email, name: "Owner" }));
      expect([path, told.size]).toEqual(["/", 0]);
      expect(await whoIsIn(owner)).toMatchObject({
        id: squatted.userId,
        email: squatted.email,
        name: "Owner",
        emailVerifiedAt: expect.any(String),
      });

      expect(await whoIsIn(squatted.browser)).toBeUndefined();
      expect(await squatted.canSignIn()).toBe(false);
      expect(await waysInOf(squatted.userId)).toEqual({ passwords: 0, passkeys: 0, connections: 1 });
      const subjects = await world.app.deps.db("providerIdentities").where({ userId: squatted.userId }).select("provider");
      expect(subjects).toEqual([{ provider }]);
      expect(await world.app.deps.db("knownBrowsers").where({ userId: squatted.userId })).toHaveLength(1);
    },
  );

  test.each([true, false])("a confirmed account stays its owner's, who is asked to prove it (with a password: %s)", async (hasPassword) => {
    const theirs = await account({ isConfirmed: true, hasPassword });
    const comer = createCookieBrowser(world.app);
    const { path, told } = await goThrough(comer, provider, residentAt(world, provider, { email: theirs.email }), "/me");
    expect([path, told.get("provider")]).toEqual(["/sign-in?next=%2Fme", provider]);
    expect(told.get("link")).toMatch(/^v1\./);
    world.app.secret(told.get("link") ?? "");
    expect(await whoIsIn(comer)).toBeUndefined();
    expect(await whoIsIn(theirs.browser)).toMatchObject({ id: theirs.userId });
    expect(await waysInOf(theirs.userId)).toEqual({ ...UNTOUCHED, passwords: hasPassword ? 1 : 0 });
  });
});

describe.each<[ProviderId, boolean]>([
  ["github", false],
  ["google", false],
  ["trusted", false],
  // Whatever these two say of an address, it is not believed.
  ["acme", true],
  ["microsoft", true],
])("by %s, which has not verified the address (though it may say so: %s)", (provider, verified) => {
  test.each([
    ["an account that was never confirmed", { isConfirmed: false, hasPassword: true }],
    ["an account that was never confirmed, with a passkey alone", { isConfirmed: false, hasPassword: false }],
    ["a confirmed account", { isConfirmed: true, hasPassword: true }],
    ["a confirmed account with a passkey alone", { isConfirmed: true, hasPassword: false }],
  ])("%s is left as it is, and nobody is let in", async (_, kind) => {
    const theirs = await account(kind);
    const comer = createCookieBrowser(world.app);
    const { told } = await goThrough(comer, provider, residentAt(world, provider, { email: theirs.email, verified }));
    expect(Object.fromEntries(told)).toEqual({ "provider-error": "provider_address_unverified", provider });
    expect(await whoIsIn(comer)).toBeUndefined();
    expect(await whoIsIn(theirs.browser)).toMatchObject({ id: theirs.userId, name: "Squatter" });
    expect(await waysInOf(theirs.userId)).toEqual({ ...UNTOUCHED, passwords: kind.hasPassword ? 1 : 0 });
  });

  test("no account is made, and the answer is the same as for an address that has one", async () => {
    const email = newEmail();
    const { path, told } = await goThrough(createCookieBrowser(world.app), provider, residentAt(world, provider, { email, verified }));
    expect([path, told.get("provider-error")]).toEqual(["/sign-in", "provider_address_unverified"]);
    expect(await world.app.deps.db("users").where({ email })).toEqual([]);
  });
});

describe("who squats an address", () => {
  test("does not bar its owner by closing the account, and does not open it again", async () => {
    const squatted = await account({ isConfirmed: false, hasPassword: true });
    const { userId: id, email } = squatted;
    await deleteAccount(before.deps, { userId: id, actor: { type: "user", id, name: "Squatter" } });
    const owner = createCookieBrowser(world.app);
    const { path, told } = await goThrough(owner, "google", residentAt(world, "google", { email, name: "Owner" }));
    expect([path, told.size]).toEqual(["/", 0]);
    expect(await whoIsIn(owner)).toMatchObject({ id, name: "Owner" });
    const row = await world.app.deps.db("users").where({ id }).first();
    expect(row).toMatchObject({ disabledAt: null, closedAt: null, deletesAt: null });
    expect(await world.app.deps.db("deletionUndoLinks").where({ userId: id })).toEqual([]);
    expect(await squatted.canSignIn()).toBe(false);
  });

  test("and was shut out by an administrator leaves the address shut", async () => {
    const { email } = await account({ isConfirmed: false, hasPassword: true });
    await disableUser(before.deps, { email, actor: { type: "system" } });
    const owner = createCookieBrowser(world.app);
    const { told } = await goThrough(owner, "google", residentAt(world, "google", { email }));
    expect(told.get("provider-error")).toBe("account_disabled");
  });

  test("keeps no provider that is being connected while the owner comes", async () => {
    const person = await registerPerson(before, { name: "Squatter" });
    const { user, accessToken } = await signIn(before, person);
    const inside = createCookieBrowser(world.app, { Authorization: `Bearer ${accessToken}` });
    const { body } = await inside.post("/api/v1/me/connections/acme/start", {}).expect(200);
    const theirs = residentAt(world, "acme", { email: newEmail() });
    const owner = createCookieBrowser(world.app);
    const [linked, claimed] = await inTurn(world.app, user.id, [
      () => goFrom(inside, (body as { url: string }).url, theirs),
      () => goThrough(owner, "google", residentAt(world, "google", { email: person.email, name: "Owner" })),
    ]);
    expect([linked.told.get("connected"), claimed.path, claimed.told.size]).toEqual(["acme", "/", 0]);
    expect(await whoIsIn(owner)).toMatchObject({ id: user.id, name: "Owner" });
    const left = await world.app.deps.db("providerIdentities").where({ userId: user.id }).select("provider");
    expect(left).toEqual([{ provider: "google" }]);
  });
});

test.each<[string, ProviderId, (email: string) => string]>([
  ["a full-width letter", "github", (email) => `\uFF55${email.slice(1)}`],
  ["a full-width letter", "trusted", (email) => `\uFF55${email.slice(1)}`],
  ["an ideographic full stop", "trusted", (email) => email.replace(/\.com$/, "\u3002com")],
  ["an invisible character in the domain", "google", (email) => email.replace("@example", "@exam\u00ADple")],
])(
  "an address with %s that %s has verified is another mailbox, though it folds into the one stored here",
  async (_, provider, disguise) => {
    const theirs = await account({ isConfirmed: false, hasPassword: true });
    const comer = createCookieBrowser(world.app);
    const { told } = await goThrough(comer, provider, residentAt(world, provider, { email: disguise(theirs.email) }));
    expect(told.get("provider-error")).toBe("provider_address_unverified");
    expect(await whoIsIn(theirs.browser)).toMatchObject({ id: theirs.userId, name: "Squatter" });
  },
);

test("an address in capitals, or with its domain in its own script, is the same mailbox", async () => {
  const local = newEmail().split("@")[0];
  for (const [told, stored] of [
    [`${local?.toUpperCase()}@Example.com`, `${local}@example.com`],
    [`${local}@m\u00FCller.example`, `${local}@xn--mller-kva.example`],
  ] as const) {
    const comer = createCookieBrowser(world.app);
    await goThrough(comer, "github", residentAt(world, "github", { email: told }));
    expect(await whoIsIn(comer)).toMatchObject({ email: stored });
  }
});

test("the token of an offer is no sign-in: whoever holds it proves the account first", async () => {
  const theirs = await account({ isConfirmed: true, hasPassword: true });
  const comer = createCookieBrowser(world.app);
  const { told } = await goThrough(comer, "google", residentAt(world, "google", { email: theirs.email }));
  const token = world.app.secret(told.get("link") ?? "");
  expectProblem(await createClient(world.app, OWN_PAGE).post("/api/v1/me/connections", { token }), "access_token_missing");
  expect(await waysInOf(theirs.userId)).toEqual(UNTOUCHED);
});

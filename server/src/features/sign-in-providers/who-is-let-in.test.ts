import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goThrough, residentAt, whoIsIn, withToken, type ProviderWorld } from "../../../test/provider-world.ts";
import { addTotp, codeOf } from "../../../test/second-factors.ts";
import { createInvitation } from "../invitations/index.ts";

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
});
afterAll(() => world.close());

/** Somebody whose account was made by a provider. */
async function comer(provider: "google" | "github" = "google") {
  const email = newEmail();
  const there = residentAt(world, provider, { email });
  const browser = createCookieBrowser(world.app);
  await goThrough(browser, provider, there);
  const { user, ...inside } = await withToken(browser);
  return { email, there, browser, inside, id: user.id };
}
const deniedOf = (userId: string) => world.app.deps.db("auditEvents").where({ subjectUserId: userId, action: "session.denied" });

describe("a second factor", () => {
  test("is asked for after a provider too, in the browser that came from there", async () => {
    const ada = await comer();
    const { secret } = await addTotp(world.app, ada.inside);
    const browser = createCookieBrowser(world.app);
    const { path, told } = await goThrough(browser, "google", ada.there, "/me");
    expect(path).toBe("/sign-in?next=%2Fme");
    expect(Object.fromEntries(told)).toEqual({
      "second-factor": expect.stringMatching(/^[\w-]{43}$/),
      methods: "totp,recovery_code",
      "expires-at": expect.stringMatching(/Z$/),
      provider: "google",
    });
    expect(await whoIsIn(browser)).toBeUndefined();

    const token = world.app.secret(told.get("second-factor") ?? "");
    const code = () => codeOf(world.app, secret, 1);
    const stranger = createCookieBrowser(world.app);
    await stranger.post("/api/v1/auth/second-factor/totp", { token, code: code() }).expect(410);
    await browser.post("/api/v1/auth/second-factor/totp", { token, code: code() }).expect(200);
    expect(await whoIsIn(browser)).toMatchObject({ id: ada.id });
    const [session] = (await world.app.deps.db("sessions").where({ userId: ada.id }).orderBy("id", "desc").limit(1)) as object[];
    expect(session).toMatchObject({ authenticationMethods: ["fed", "otp", "mfa"] });
  });
});

describe("who is shut out", () => {
  test("is refused in words, which is recorded, also when the provider is not connected yet", async () => {
    const ada = await comer();
    await world.app.deps.db("users").where({ id: ada.id }).update({ disabledAt: new Date() });
    const browser = createCookieBrowser(world.app);
    for (const provider of ["google", "trusted"] as const) {
      const there = provider === "google" ? ada.there : residentAt(world, provider, { email: ada.email });
      expect((await goThrough(browser, provider, there)).told.get("provider-error")).toBe("account_disabled");
    }
    expect(await whoIsIn(browser)).toBeUndefined();
    expect(await deniedOf(ada.id)).toMatchObject([{ after: { reason: "account_disabled" } }, { after: { reason: "account_disabled" } }]);
  });

  test("by themselves, may come back to keep the account that they closed", async () => {
    const ada = await comer();
    await ada.inside.post("/api/v1/me/deletion", {}).expect(({ status }) => expect(status).toBeLessThan(300));
    const browser = createCookieBrowser(world.app);
    const refused = await goThrough(browser, "google", ada.there);
    expect(refused.told.get("provider-error")).toBe("account_closed");
    expect(refused.told.get("deletes-at")).toMatch(/Z$/);
    expect(await whoIsIn(browser)).toBeUndefined();

    const { path } = await goThrough(browser, "google", ada.there, undefined, "&keepsAccount=true");
    expect(path).toBe("/");
    expect(await whoIsIn(browser)).toMatchObject({ id: ada.id });
    expect(await world.app.deps.db("users").where({ id: ada.id }).first("disabledAt")).toEqual({ disabledAt: null });
  });

  test("by themselves, and comes by a provider that is not connected, signs in to the account as usual to keep it", async () => {
    const ada = await comer();
    await world.app.deps
      .db("users")
      .where({ id: ada.id })
      .update({ disabledAt: new Date(), closedAt: new Date(), deletesAt: new Date(Date.now() + 1e9) });
    const browser = createCookieBrowser(world.app);
    const { told } = await goThrough(browser, "trusted", residentAt(world, "trusted", { email: ada.email }), "/", "&keepsAccount=true");
    expect(world.app.secret(told.get("link") ?? "none")).toMatch(/^v1\./);
    expect(await whoIsIn(browser)).toBeUndefined();
  });

  test("before the address was confirmed, where mail can confirm it: a connection does not stand in for that", async () => {
    const strict = await createProviderWorld({
      databaseUrl: world.app.deps.config.database.url,
      settings: { SMTP_URL: "smtp://127.0.0.1:9" },
    });
    const { id } = await comer();
    await world.app.deps.db("users").where({ id }).update({ emailVerifiedAt: null });
    const there = residentAt(strict, "trusted", { email: newEmail() });
    const connection = { id: crypto.randomUUID(), userId: id, provider: "trusted", emailVerified: false, createdAt: new Date() };
    await world.app.deps.db("providerIdentities").insert({ ...connection, issuer: strict.openid.trusted.issuer, subject: there.who });
    const { told } = await goThrough(createCookieBrowser(strict.app), "trusted", there);
    expect(told.get("provider-error")).toBe("email_not_verified");
    expect(await deniedOf(id)).toMatchObject([{ after: { reason: "email_not_verified" } }]);
    await strict.close();
  });
});

test("a browser that is new to the person is told of, and one that they come from again is not", async () => {
  const ada = await comer();
  const notices = () => world.app.deps.db("notices").where({ userId: ada.id, kind: "new_device" });
  expect(await notices()).toEqual([]);
  await goThrough(ada.browser, "google", ada.there);
  expect(await notices()).toEqual([]);
  await goThrough(createCookieBrowser(world.app), "google", ada.there);
  expect(await notices()).toHaveLength(1);
});

test("an account without a name that can be shown is called as its address begins", async () => {
  const email = newEmail();
  const browser = createCookieBrowser(world.app);
  await goThrough(browser, "google", residentAt(world, "google", { email, name: "\u202e" }));
  expect(await whoIsIn(browser)).toMatchObject({ name: email.slice(0, email.indexOf("@")) });
});

test("an account is known by its number or subject, whatever its address becomes there", async () => {
  const ada = await comer("github");
  const there = world.github.people.get(ada.there.who);
  const grace = await comer();
  if (there) there.emails = [{ email: grace.email, primary: true, verified: true }];
  const browser = createCookieBrowser(world.app);
  await goThrough(browser, "github", ada.there);
  expect(await whoIsIn(browser)).toMatchObject({ id: ada.id, email: ada.email });
});

test("of GitHub's addresses only the primary one counts, and only a verified one", async () => {
  const emails = [
    { email: newEmail(), primary: false, verified: true },
    { email: newEmail(), primary: true, verified: false },
  ];
  world.github.people.set("half", { id: 1, login: "half", emails });
  const { told } = await goThrough(createCookieBrowser(world.app), "github", { who: "half" });
  expect(told.get("provider-error")).toBe("provider_address_unverified");
});

describe("the registration policy holds for new accounts", () => {
  const tried = async (settings: Record<string, string>, email: string, prepare?: (strict: ProviderWorld) => Promise<unknown>) => {
    const strict = await createProviderWorld({ settings });
    await prepare?.(strict);
    const browser = createCookieBrowser(strict.app);
    const { told } = await goThrough(browser, "trusted", residentAt(strict, "trusted", { email }));
    const user = await whoIsIn(browser);
    const actions = (await strict.app.deps.db("auditEvents").orderBy("sequence")).map(({ action }: { action: string }) => action);
    await strict.close();
    return { error: told.get("provider-error"), user, actions };
  };

  test.each<[string, Record<string, string>, string]>([
    ["closed", { REGISTRATION: "closed" }, "registration_closed"],
    ["by invitation", { REGISTRATION: "invitation" }, "registration_closed"],
    ["for other domains", { REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.org" }, "address_not_accepted"],
  ])("%s: nobody is let in, and no account is made", async (_, settings, code) => {
    const { error, user, actions } = await tried(settings, newEmail());
    expect([error, user, actions.includes("user.registered")]).toEqual([code, undefined, false]);
  });

  test("throw-away addresses are refused where they are", async () => {
    expect((await tried({ REFUSE_DISPOSABLE_ADDRESSES: "true" }, "a@mailinator.com")).error).toBe("address_not_accepted");
  });

  test("for a domain: who has an address there is let in", async () => {
    const settings = { REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.com" };
    expect((await tried(settings, newEmail())).user).toBeDefined();
  });

  test("an invitation of the address opens the door, and is used up", async () => {
    const email = newEmail();
    const invite = ({ app }: ProviderWorld) => createInvitation(app.deps, { email });
    const { user, actions } = await tried({ REGISTRATION: "invitation" }, email, invite);
    expect(user).toMatchObject({ email });
    expect(actions.slice(-4)).toEqual(["user.registered", "invitation.accepted", "connection.added", "session.started"]);
  });

  test("an invitation of another address opens nothing, nor does one where registration is closed", async () => {
    const invite = ({ app }: ProviderWorld) => createInvitation(app.deps, { email: newEmail() });
    expect((await tried({ REGISTRATION: "invitation" }, newEmail(), invite)).error).toBe("registration_closed");
  });
});

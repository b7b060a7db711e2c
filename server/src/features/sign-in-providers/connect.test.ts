import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { UNDO_ADDITIONS, undoTokenOf } from "../../../test/additions.ts";
import { newEmail } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import {
  createProviderWorld,
  goFrom,
  goThrough,
  residentAt,
  residentHere,
  whoIsIn,
  withToken,
  type ProviderId,
  type ProviderWorld,
} from "../../../test/provider-world.ts";
import { queuedMails } from "../../../test/queued-mails.ts";

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
});
afterAll(() => world.close());

const CONNECTIONS = "/api/v1/me/connections";

async function begin(browser: CookieBrowser, provider: ProviderId, next = "/me/security"): Promise<string> {
  const { body } = await browser.post(`${CONNECTIONS}/${provider}/start`, { next }).expect(200);
  return (body as { url: string }).url;
}

const connectionsOf = (userId: string) => world.app.deps.db("providerIdentities").where({ userId });
const mailsOf = async (email: string) => (await queuedMails(world.app, email)).map(({ kind }) => kind);

describe("who is signed in connects a provider", () => {
  test.each(["github", "google", "microsoft", "acme"] as const)(
    "%s, whatever its address is, and signs in with it then",
    async (provider) => {
      const ada = await residentHere(world);
      const there = residentAt(world, provider, { email: newEmail(), verified: false });
      const { path, told } = await goFrom(ada.browser, await begin(ada.browser, provider), there);
      expect([path, told.get("connected")]).toEqual(["/me/security", provider]);
      const { body } = await ada.browser.get(CONNECTIONS).expect(200);
      expect((body as { items: object[] }).items).toEqual([
        {
          id: expect.any(String),
          provider,
          email: expect.any(String),
          name: "Grace Hopper",
          createdAt: expect.any(String),
          lastUsedAt: null,
        },
      ]);
      const elsewhere = createCookieBrowser(world.app);
      await goThrough(elsewhere, provider, there);
      expect(await whoIsIn(elsewhere)).toMatchObject({ id: ada.id });
      expect((await connectionsOf(ada.id))[0]).toMatchObject({ lastUsedAt: expect.any(Date) });
    },
  );

  test("and is told at the address of the account, never at that of the provider, and it is recorded", async () => {
    const ada = await residentHere(world);
    const address = newEmail();
    await goFrom(ada.browser, await begin(ada.browser, "google"), residentAt(world, "google", { email: address }));
    expect(await mailsOf(ada.email)).toContain("connection_added");
    expect(await mailsOf(address)).toEqual([]);
    const notices = await world.app.deps.db("notices").where({ userId: ada.id, kind: "connection_added" });
    expect(notices).toMatchObject([{ details: { provider: "Google" } }]);
    const events = await world.app.deps.db("auditEvents").where({ subjectUserId: ada.id, action: "connection.added" });
    expect(events).toMatchObject([{ actorId: ada.id, after: { provider: "google", email: address } }]);
  });

  test("and takes it back with the link of the mail about it", async () => {
    const ada = await residentHere(world);
    const there = residentAt(world, "google", { email: newEmail(), verified: false });
    await goFrom(ada.browser, await begin(ada.browser, "google"), there);
    const token = await undoTokenOf(world.app, ada.email, "connection_added");
    await createCookieBrowser(world.app).post(UNDO_ADDITIONS, { token }).expect(200);
    expect(await connectionsOf(ada.id)).toEqual([]);
    const elsewhere = createCookieBrowser(world.app);
    await goThrough(elsewhere, "google", there);
    expectProblem(await elsewhere.get("/api/v1/me"), "access_token_missing");
    const events = await world.app.deps.db("auditEvents").where({ subjectUserId: ada.id, action: "user.additions_undone" });
    expect(events).toMatchObject([{ before: { apps: 0, passkeys: 0, connections: 1 } }]);
  });

  test("which asks for a fresh proof, for whom it is", async () => {
    const ada = await residentHere(world);
    await world.app.deps
      .db("sessions")
      .where({ userId: ada.id })
      .update({ authenticatedAt: new Date(Date.now() - 601_000) });
    const stale = await ada.again();
    expectProblem(await stale.post(`${CONNECTIONS}/google/start`, {}), "step_up_required");
    expectProblem(await stale.post(CONNECTIONS, { token: "x" }), "step_up_required");
  });

  test("but not one that is not switched on", async () => {
    const { browser } = await residentHere(world);
    expectProblem(await browser.post(`${CONNECTIONS}/facebook/start`, {}), "not_found");
  });

  test("but not when the session has ended meanwhile", async () => {
    const ada = await residentHere(world);
    const url = await begin(ada.browser, "google");
    await ada.browser.post("/api/v1/auth/logout", {}).expect(204);
    const { told } = await goFrom(ada.browser, url, residentAt(world, "google", { email: newEmail() }));
    expect(told.get("provider-error")).toBe("provider_flow_invalid");
    expect(await connectionsOf(ada.id)).toEqual([]);
  });

  test("but not one that is connected to another account, which stays as it is", async () => {
    const [ada, grace] = [await residentHere(world), await residentHere(world)];
    const there = residentAt(world, "github", { email: newEmail() });
    await goFrom(ada.browser, await begin(ada.browser, "github"), there);
    const { path, told } = await goFrom(grace.browser, await begin(grace.browser, "github"), there);
    expect([path, told.get("provider-error")]).toEqual(["/me/security", "connection_taken"]);
    expect(await connectionsOf(grace.id)).toEqual([]);
    expect(await connectionsOf(ada.id)).toHaveLength(1);
  });

  test("once, also when it is connected again", async () => {
    const ada = await residentHere(world);
    const there = residentAt(world, "google", { email: newEmail() });
    for (let time = 0; time < 2; time += 1) await goFrom(ada.browser, await begin(ada.browser, "google"), there);
    expect(await connectionsOf(ada.id)).toHaveLength(1);
    expect((await mailsOf(ada.email)).filter((kind) => kind === "connection_added")).toHaveLength(1);
  });

  test("for two people at once Postgres decides: one identity ends at one account", async () => {
    const there = residentAt(world, "trusted", { email: newEmail() });
    const people = await Promise.all([1, 2, 3].map(() => residentHere(world)));
    const urls = await Promise.all(people.map(({ browser }) => begin(browser, "trusted")));
    const ends = await Promise.all(people.map(({ browser }, index) => goFrom(browser, urls[index] ?? "", there)));
    expect(ends.filter(({ told }) => told.has("connected"))).toHaveLength(1);
    expect(ends.filter(({ told }) => told.get("provider-error") === "connection_taken")).toHaveLength(2);
  });
});

test("one who comes by a provider at once in several browsers gets one account", async () => {
  const email = newEmail();
  const there = residentAt(world, "trusted", { email });
  const browsers = [1, 2, 3, 4].map(() => createCookieBrowser(world.app));
  await Promise.all(browsers.map((browser) => goThrough(browser, "trusted", there)));
  const ids = await Promise.all(browsers.map(async (browser) => (await whoIsIn(browser))?.id));
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toBeDefined();
});

describe("who comes by a provider with the verified address of an account", () => {
  async function offered(email: string, provider: ProviderId = "google") {
    const browser = createCookieBrowser(world.app);
    const there = residentAt(world, provider, { email });
    const { told } = await goThrough(browser, provider, there);
    return { browser, there, token: world.app.secret(told.get("link") ?? "") };
  }
  async function logIn(browser: CookieBrowser, { email, password }: { email: string; password: string }) {
    await browser.post("/api/v1/auth/login", { email, password }).expect(200);
    return withToken(browser);
  }

  test("signs in to it first, connects then, and comes in by the provider ever after", async () => {
    const ada = await residentHere(world);
    const { browser, there, token } = await offered(ada.email);
    const { body } = await (await logIn(browser, ada)).post(CONNECTIONS, { token }).expect(201);
    expect(body).toMatchObject({ provider: "google", email: ada.email });
    expect(await mailsOf(ada.email)).toContain("connection_added");
    const elsewhere = createCookieBrowser(world.app);
    await goThrough(elsewhere, "google", there);
    expect(await whoIsIn(elsewhere)).toMatchObject({ id: ada.id });
  });

  test("uses the offer once", async () => {
    const ada = await residentHere(world);
    const { browser, token } = await offered(ada.email);
    const inside = await logIn(browser, ada);
    const { body } = await inside.post(CONNECTIONS, { token }).expect(201);
    await inside.delete(`${CONNECTIONS}/${(body as { id: string }).id}`).expect(204);
    expectProblem(await inside.post(CONNECTIONS, { token }), "connection_offer_invalid");
    expect(await connectionsOf(ada.id)).toEqual([]);
  });

  test("cannot have somebody else take the offer up: not another account, not another browser, not later", async () => {
    const [ada, victim] = [await residentHere(world), await residentHere(world)];
    const { browser, token } = await offered(ada.email);
    expectProblem(await victim.browser.post(CONNECTIONS, { token }), "connection_offer_invalid");
    expectProblem(await ada.browser.post(CONNECTIONS, { token }), "connection_offer_invalid");
    expectProblem(await (await logIn(browser, victim)).post(CONNECTIONS, { token }), "connection_offer_invalid");
    for (const made of ["", "x", token.slice(0, -2)]) {
      expectProblem(await ada.browser.post(CONNECTIONS, { token: made }), "connection_offer_invalid");
    }
    expect([...(await connectionsOf(ada.id)), ...(await connectionsOf(victim.id))]).toEqual([]);
  });

  test("is refused when the account has ten connections already, and so is one that was begun inside", async () => {
    const ada = await residentHere(world);
    const { browser, token } = await offered(ada.email);
    const rows = Array.from({ length: 10 }, (_, index) => ({
      id: crypto.randomUUID(),
      userId: ada.id,
      provider: "acme",
      issuer: "https://acme.example",
      subject: `${ada.id} ${index}`,
      email: null,
      emailVerified: false,
      createdAt: new Date(),
    }));
    await world.app.deps.db("providerIdentities").insert(rows);
    expectProblem(await (await logIn(browser, ada)).post(CONNECTIONS, { token }), "too_many_connections");
    const { told } = await goFrom(ada.browser, await begin(ada.browser, "github"), residentAt(world, "github", { email: newEmail() }));
    expect(told.get("provider-error")).toBe("too_many_connections");
    expect(await connectionsOf(ada.id)).toHaveLength(10);
  });

  test("is refused when the identity was connected elsewhere meanwhile", async () => {
    const [ada, grace] = [await residentHere(world), await residentHere(world)];
    const { browser, there, token } = await offered(ada.email);
    await goFrom(grace.browser, await begin(grace.browser, "google"), there);
    expectProblem(await (await logIn(browser, ada)).post(CONNECTIONS, { token }), "connection_taken");
  });
});

describe("a connection is removed", () => {
  async function connected(provider: ProviderId = "github") {
    const ada = await residentHere(world);
    const there = residentAt(world, provider, { email: newEmail() });
    await goFrom(ada.browser, await begin(ada.browser, provider), there);
    const [{ id }] = (await connectionsOf(ada.id)) as [{ id: string }];
    return { ...ada, there, path: `${CONNECTIONS}/${id}` };
  }

  test("and nobody signs in with it any more, the person is told, and it is recorded", async () => {
    const ada = await connected();
    await ada.browser.delete(ada.path).expect(204);
    expect(await mailsOf(ada.email)).toContain("connection_removed");
    const events = await world.app.deps.db("auditEvents").where({ subjectUserId: ada.id, action: "connection.removed" });
    expect(events).toMatchObject([{ before: { provider: "github", email: expect.any(String) } }]);
    const elsewhere = createCookieBrowser(world.app);
    await goThrough(elsewhere, "github", ada.there);
    expect((await whoIsIn(elsewhere))?.id).not.toBe(ada.id);
    expectProblem(await ada.browser.delete(ada.path), "not_found");
  });

  test("by its person alone, with a fresh proof", async () => {
    const [ada, other] = [await connected(), await residentHere(world)];
    expectProblem(await other.browser.delete(ada.path), "not_found");
    await world.app.deps
      .db("sessions")
      .where({ userId: ada.id })
      .update({ authenticatedAt: new Date(Date.now() - 601_000) });
    expectProblem(await (await ada.again()).delete(ada.path), "step_up_required");
    expect(await connectionsOf(ada.id)).toHaveLength(1);
  });

  test("unless it is the last way in", async () => {
    const browser = createCookieBrowser(world.app);
    await goThrough(browser, "google", residentAt(world, "google", { email: newEmail() }));
    const { user, ...inside } = await withToken(browser);
    const [{ id }] = (await connectionsOf(user.id)) as [{ id: string }];
    expectProblem(await inside.delete(`${CONNECTIONS}/${id}`), "last_credential");
    expect(await connectionsOf(user.id)).toHaveLength(1);
  });

  test("and of the last two at once one stays", async () => {
    const browser = createCookieBrowser(world.app);
    await goThrough(browser, "google", residentAt(world, "google", { email: newEmail() }));
    const { user, ...inside } = await withToken(browser);
    await goFrom(inside, await begin(inside, "github"), residentAt(world, "github", { email: newEmail() }));
    const ids = (await connectionsOf(user.id)).map(({ id }: { id: string }) => id);
    const answers = await Promise.all(ids.map((id) => inside.delete(`${CONNECTIONS}/${id}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
    expect(await connectionsOf(user.id)).toHaveLength(1);
  });
});

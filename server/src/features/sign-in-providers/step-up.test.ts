import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import {
  comeBack,
  createProviderWorld,
  endOf,
  goFrom,
  goThrough,
  HOME,
  residentAt,
  residentHere,
  withToken,
  type ProviderId,
  type ProviderWorld,
} from "../../../test/provider-world.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { visit } from "../../../test/stand-ins/visit.ts";

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
});
afterAll(() => world.close());

const STALE_MS = 601_000;

/** Somebody whose only way in is that provider, and whose proof is too old for what is dangerous. */
async function staleComer(provider: ProviderId) {
  const there = residentAt(world, provider, { email: newEmail() });
  const browser = createCookieBrowser(world.app);
  await goThrough(browser, provider, there);
  const userId = (await withToken(browser)).user.id;
  const age = () =>
    world.app.deps
      .db("sessions")
      .where({ userId })
      .update({ authenticatedAt: new Date(Date.now() - STALE_MS) });
  await age();
  return { there, userId, browser, inside: await withToken(browser), age };
}
type Inside = Pick<Awaited<ReturnType<typeof withToken>>, "post" | "delete">;
const methodsOf = async (inside: Inside) =>
  ((await inside.post("/api/v1/me/step-up/options").expect(200)).body as { methods: string[] }).methods;
const begin = async (inside: Inside, provider: ProviderId, next = "/me/security") =>
  ((await inside.post(`/api/v1/me/step-up/${provider}/start`, { next }).expect(200)).body as { url: string }).url;
const isFresh = async (inside: Inside) => (await inside.post("/api/v1/me/totp")).status === 201;

test("who has a provider alone proves themselves by signing in there anew, and goes on", async () => {
  const { there, browser, inside, userId } = await staleComer("trusted");
  expect(await methodsOf(inside)).toEqual(["trusted"]);
  expectProblem(await inside.post("/api/v1/me/totp"), "step_up_required");
  const url = await begin(inside, "trusted");
  expect(new URL(url).searchParams.get("max_age")).toBe("0");
  expect(new URL(url).searchParams.get("prompt")).toBe("login");
  const { path, told } = await goFrom(inside, url, there);
  expect([path, told.get("stepped-up")]).toEqual(["/me/security", "trusted"]);
  expect(await isFresh(await withToken(browser))).toBe(true);
  const events = await world.app.deps.db("auditEvents").where({ subjectUserId: userId, action: "session.stepped_up" });
  expect(events).toMatchObject([{ after: { methods: ["fed"] } }]);
});

test("a browser that leaves out the question for a new sign-in has proven nothing", async () => {
  const { there, browser, inside, age } = await staleComer("trusted");
  // The provider remembers who signed in, and asks nothing.
  const jar = new Map<string, string>();
  const { headers } = await createCookieBrowser(world.app).get("/api/v1/auth/providers/trusted/start").expect(302);
  await visit(String(headers["location"]), there, HOME, jar);
  const url = new URL(await begin(inside, "trusted"));
  for (const name of ["prompt", "max_age"]) url.searchParams.delete(name);
  const back = new URL(await visit(url.href, there, HOME, jar));
  expect(endOf(await inside.get(back.pathname + back.search)).told.get("provider-error")).toBe("provider_proof_stale");
  await age();
  expect(await isFresh(await withToken(browser))).toBe(false);
});

test("what the provider says of an earlier sign-in does not do", async () => {
  const { there, browser, inside, age } = await staleComer("trusted");
  const jar = new Map<string, string>();
  const { headers } = await createCookieBrowser(world.app).get("/api/v1/auth/providers/trusted/start").expect(302);
  await visit(String(headers["location"]), there, HOME, jar);
  // As if the sign-in there had been a minute ago.
  world.app.clock.advance(60);
  const url = new URL(await begin(inside, "trusted"));
  url.searchParams.delete("prompt");
  url.searchParams.set("max_age", "86400");
  const back = new URL(await visit(url.href, there, HOME, jar));
  expect(endOf(await inside.get(back.pathname + back.search)).told.get("provider-error")).toBe("provider_proof_stale");
  world.app.clock.advance(-60);
  await age();
  expect(await isFresh(await withToken(browser))).toBe(false);
});

test("another account at the provider proves nothing", async () => {
  const { browser, inside, age } = await staleComer("trusted");
  const other = residentAt(world, "trusted", { email: newEmail() });
  const { path, told } = await goFrom(inside, await begin(inside, "trusted"), other);
  expect([path, told.get("provider-error")]).toEqual(["/me/security", "wrong_provider_account"]);
  await age();
  expect(await isFresh(await withToken(browser))).toBe(false);
});

test.each(["github", "google"] as const)("%s cannot tell when somebody signed in, and is not offered", async (provider) => {
  const { inside } = await staleComer(provider);
  expect(await methodsOf(inside)).toEqual([]);
  expectProblem(await inside.post(`/api/v1/me/step-up/${provider}/start`, {}), "step_up_method_refused");
});

test("who has a password or a second factor uses that", async () => {
  const ada = await residentHere(world);
  const { body } = await ada.browser.post("/api/v1/me/connections/trusted/start", {}).expect(200);
  await goFrom(ada.browser, (body as { url: string }).url, residentAt(world, "trusted", { email: newEmail() }));
  expect(await methodsOf(ada.browser)).toEqual(["password"]);
  expectProblem(await ada.browser.post("/api/v1/me/step-up/trusted/start", {}), "step_up_method_refused");

  const there = residentAt(world, "trusted", { email: newEmail() });
  const browser = createCookieBrowser(world.app);
  await goThrough(browser, "trusted", there);
  const inside = await withToken(browser);
  const url = await begin(inside, "trusted");
  await addTotp(world.app, inside);
  expect(endOf(await comeBack(inside, url, there)).told.get("provider-error")).toBe("step_up_method_refused");
  expect(await methodsOf(inside)).toEqual(["totp", "recovery_code"]);
});

test("a session that has ended meanwhile is not proven any more", async () => {
  const { there, inside } = await staleComer("trusted");
  const url = await begin(inside, "trusted");
  await inside.post("/api/v1/auth/logout", {}).expect(204);
  expect(endOf(await comeBack(inside, url, there)).told.get("provider-error")).toBe("session_ended");
});

test("a provider that is not switched on is not found", async () => {
  const { inside } = await staleComer("trusted");
  expectProblem(await inside.post("/api/v1/me/step-up/facebook/start", {}), "not_found");
});

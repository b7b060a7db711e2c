import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, OWN_PAGE, PASSWORD, registerPerson, signedInPerson, signIn, type SignedIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const refresh = (refreshToken: string | undefined) => createClient(app).post("/api/v1/auth/refresh", { refreshToken });
const me = (accessToken: string) => createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me");

async function startedFamily(): Promise<SignedIn> {
  return signIn(app, await registerPerson(app));
}

test("the current token gives a new one, and the person stays who they are", async () => {
  const first = await startedFamily();
  const second = (await refresh(first.refreshToken).expect(200)).body as SignedIn;
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(second.session.id).toBe(first.session.id);
  expect((await me(second.accessToken).expect(200)).body).toEqual(first.user);
});

test("siblings that send the same token at once get one and the same successor", async () => {
  const first = await startedFamily();
  const answers = await Promise.all(Array.from({ length: 12 }, () => refresh(first.refreshToken).expect(200)));
  expect(new Set(answers.map(({ body }) => (body as SignedIn).refreshToken)).size).toBe(1);
});

test("one behind, within 30 seconds: the same successor to the byte, although it was used for calls", async () => {
  const first = await startedFamily();
  const second = (await refresh(first.refreshToken)).body as SignedIn;
  await me(second.accessToken).expect(200);
  app.clock.advance(29);
  expect((await refresh(first.refreshToken).expect(200)).body).toMatchObject({ refreshToken: second.refreshToken });
});

test("an answer that got lost may be asked for again hours later, as long as nobody used the successor", async () => {
  const first = await startedFamily();
  const lost = (await refresh(first.refreshToken)).body as SignedIn;
  app.clock.advance(5 * 3_600);
  expect((await refresh(first.refreshToken).expect(200)).body).toMatchObject({ refreshToken: lost.refreshToken });
});

test.each(["access token", "refresh token"] as const)(
  "one behind and late, after the successor's %s was presented: the family ends",
  async (which) => {
    const first = await startedFamily();
    const second = (await refresh(first.refreshToken)).body as SignedIn;
    if (which === "access token") await me(second.accessToken).expect(200);
    else await refresh(second.refreshToken).expect(200);
    app.clock.advance(31);
    const answer = await refresh(first.refreshToken).expect(401);
    expect(answer.body).toMatchObject({ code: "session_ended" });
    await refresh(second.refreshToken).expect(401);
  },
);

test("two behind is theft: the family ends, its access tokens are refused at once, and its owner sees why", async () => {
  const person = await registerPerson(app);
  const first = await signIn(app, person);
  const second = (await refresh(first.refreshToken)).body as SignedIn;
  const third = (await refresh(second.refreshToken)).body as SignedIn;
  await me(third.accessToken).expect(200);
  await refresh(first.refreshToken).expect(401);
  expect((await me(third.accessToken).expect(401)).body).toMatchObject({ code: "session_ended" });
  await refresh(third.refreshToken).expect(401);

  const again = await signIn(app, person);
  const { body } = await createClient(app, { Authorization: `Bearer ${again.accessToken}` }).get("/api/v1/me/activity");
  const actions = (body as { items: Array<{ action: string }> }).items.map(({ action }) => action);
  expect(actions).toEqual(["session.started", "session.reuse_detected", "session.ended", "session.started", "user.registered"]);
});

test("theft in one session leaves the person's other sessions alone", async () => {
  const { client, email, password } = await signedInPerson(app);
  const stolen = await signIn(app, { email, password });
  const second = (await refresh(stolen.refreshToken)).body as SignedIn;
  await refresh(second.refreshToken).expect(200);
  await refresh(stolen.refreshToken).expect(401);
  await client.get("/api/v1/me").expect(200);
});

test("a session ends when it was not refreshed for a week, and after 30 days in any case", async () => {
  const idle = await startedFamily();
  app.clock.advance(7 * 86_400 + 1);
  expect((await refresh(idle.refreshToken).expect(401)).body).toMatchObject({ code: "session_ended" });

  let { refreshToken, session } = await startedFamily();
  const { expiresAt } = session;
  for (let week = 0; week < 5; week += 1) {
    app.clock.advance(6 * 86_400 - 60);
    const answer = await refresh(refreshToken).expect(200);
    ({ refreshToken, session } = answer.body as SignedIn);
    expect(session.expiresAt).toBe(expiresAt);
  }
  app.clock.advance(10 * 60);
  await refresh(refreshToken).expect(401);
});

test("a refresh that finds the row busy says 409, and the same token works afterwards", async () => {
  const first = await startedFamily();
  const holder = await app.deps.db.transaction();
  await holder("sessions").where({ id: first.session.id }).forUpdate();
  expect((await refresh(first.refreshToken).expect(409)).body).toMatchObject({ code: "refresh_in_progress" });
  await holder.rollback();
  await refresh(first.refreshToken).expect(200);
});

test("a row that lost its last writes catches up with a token that we signed", async () => {
  const first = await startedFamily();
  const second = (await refresh(first.refreshToken)).body as SignedIn;
  await app.deps.db("sessions").where({ id: first.session.id }).update({ counter: 0, presentedCounter: 0 });
  await refresh(second.refreshToken).expect(200);
});

test("only an ended session takes the cookie with it", async () => {
  const person = await registerPerson(app);
  const browser = createClient(app, OWN_PAGE);
  const login = await browser.post("/api/v1/auth/login", { ...person, name: undefined }).expect(200);
  expect(login.body).not.toHaveProperty("refreshToken");
  const cookie = String(login.headers["set-cookie"]?.[0]).split(";")[0] ?? "";
  const withCookie = (value: string) => createClient(app, { ...OWN_PAGE, Cookie: value }).post("/api/v1/auth/refresh", {});

  const garbage = await withCookie("gh_rt=garbage").expect(401);
  expect(garbage.body).toMatchObject({ code: "refresh_token_invalid" });
  expect(garbage.headers["set-cookie"]).toBeUndefined();
  expect((await createClient(app, OWN_PAGE).post("/api/v1/auth/refresh", {}).expect(401)).body).toMatchObject({
    code: "refresh_token_missing",
  });
  const foreign = await createClient(app, { Cookie: cookie, "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site" })
    .post("/api/v1/auth/refresh", {})
    .expect(403);
  expect(foreign.body).toMatchObject({ code: "cross_site_request" });
  expect(foreign.headers["set-cookie"]).toBeUndefined();

  const ok = await withCookie(cookie).expect(200);
  const next = String(ok.headers["set-cookie"]?.[0]).split(";")[0] ?? "";
  await createClient(app, { ...OWN_PAGE, Cookie: next })
    .post("/api/v1/auth/logout", {})
    .expect(204);
  const ended = await withCookie(next).expect(401);
  expect(ended.body).toMatchObject({ code: "session_ended" });
  expect(String(ended.headers["set-cookie"]?.[0])).toMatch(/^gh_rt=; .*Expires=Thu, 01 Jan 1970/);
});

test("a password is no refresh token, and an access token neither", async () => {
  const { accessToken } = await startedFamily();
  for (const wrong of [PASSWORD, accessToken, "a.b.c", "..", "e30.e30.e30"]) {
    expect((await refresh(wrong).expect(401)).body).toMatchObject({ code: "refresh_token_invalid" });
  }
});

import { afterAll, afterEach, beforeAll, beforeEach, test } from "@jest/globals";
import { keepBusy } from "../../../test/busy-hasher.ts";
import { createBrowser, knownBrowser } from "../../../test/browser.ts";
import { createClient, newEmail, registerPerson, signedInPerson } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const PATH = "/api/v1/auth/login";

let app: TestApp;
let owner: Awaited<ReturnType<typeof registerPerson>>;
let browser: string;
let flood: ReturnType<typeof keepBusy> | undefined;
beforeAll(async () => {
  // A hash that takes long enough for many to wait.
  app = await createTestApp({ settings: { BCRYPT_COST: "8", PASSWORD_HASH_SLOTS: "1", SIGN_IN_ATTEMPTS_PER_MINUTE: "1000" } });
  owner = await registerPerson(app);
  browser = await knownBrowser(app, owner);
});
beforeEach(() => void (flood = undefined));
afterEach(() => flood?.stop());
afterAll(() => app.close());

const logIn = (cookie: string | undefined, { email, password } = owner) => createBrowser(app, cookie).post(PATH, { email, password });

test("the owner signs in on a known browser while strangers take every place of theirs, and elsewhere is told to come back", async () => {
  flood = keepBusy(app.deps.hasher, ["stranger"]);
  expectProblem(await logIn(undefined), "busy");
  for (let attempt = 0; attempt < 5; attempt += 1) await logIn(browser).expect(200);
});

test("a wrong password on a known browser is checked meanwhile, and counted", async () => {
  flood = keepBusy(app.deps.hasher, ["stranger"]);
  expectProblem(await logIn(browser, { ...owner, password: "a wrong guess of it" }), "invalid_credentials");
});

test("a made-up browser, one of somebody else, and a known one at another address stand with the strangers", async () => {
  const other = await registerPerson(app);
  const othersBrowser = await knownBrowser(app, other);
  flood = keepBusy(app.deps.hasher, ["stranger"]);
  expectProblem(await logIn(`gh_browser=${"A".repeat(43)}`), "busy");
  expectProblem(await logIn(othersBrowser), "busy");
  expectProblem(await logIn(browser, { ...owner, email: newEmail() }), "busy");
});

test("a registration waits with the strangers, and who is signed in changes the password meanwhile", async () => {
  const { client, password } = await signedInPerson(app);
  flood = keepBusy(app.deps.hasher, ["stranger"]);
  const registration = { email: newEmail(), name: "Ada", password: owner.password };
  expectProblem(await createClient(app).post("/api/v1/auth/register", registration), "busy");
  await client.post("/api/v1/me/password", { currentPassword: password, newPassword: "silver kettle on the hill" }).expect(204);
});

test("strangers are served while the known keep coming", async () => {
  flood = keepBusy(app.deps.hasher, ["known"]);
  expectProblem(await logIn(browser), "busy");
  await logIn(undefined).expect(200);
});

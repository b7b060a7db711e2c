import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, registerPerson } from "../../test/client.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";

const ORIGIN = "http://localhost:3000";

describe.each([
  ["http://localhost:3000", "gh_rt", ""],
  ["https://gate.example.com", "__Host-Http-gh_rt", "; Secure"],
])("behind %s", (publicUrl, cookieName, secure) => {
  let app: TestApp;
  let person: { email: string; password: string };
  beforeAll(async () => {
    app = await createTestApp({ settings: { PUBLIC_URL: publicUrl } });
    const { email, password } = await registerPerson(app);
    person = { email, password };
  });
  afterAll(() => app.close());

  const logIn = (headers: Record<string, string>) => createClient(app, headers).post("/api/v1/auth/login", person);

  test("the refresh cookie has exactly the attributes that keep it from scripts and other sites", async () => {
    const answer = await logIn({ "X-Gatehouse": "1", Origin: publicUrl }).expect(200);
    const [cookie = "", ...others] = answer.headers["set-cookie"] as unknown as string[];
    expect(others).toEqual([expect.stringContaining("gh_browser=")]);
    const expires = new Date((answer.body as { session: { expiresAt: string } }).session.expiresAt).toUTCString();
    const [pair = "", ...attributes] = cookie.split("; ");
    expect(pair).toMatch(new RegExp(`^${cookieName}=[\\w-]+\\.[\\w-]+\\.[\\w-]+$`));
    expect(`; ${attributes.join("; ")}`).toBe(`; Path=/; Expires=${expires}; HttpOnly${secure}; SameSite=Strict`);
    expect(answer.body).not.toHaveProperty("refreshToken");
  });

  test("the name of the browser is kept from scripts and other sites likewise, as long as browsers keep anything", async () => {
    const answer = await logIn({ "X-Gatehouse": "1", Origin: publicUrl }).expect(200);
    const cookie = String(answer.headers["set-cookie"]?.[1]);
    const name = cookieName.replace("gh_rt", "gh_browser");
    expect(cookie).toMatch(new RegExp(`^${name}=[\\w-]{43}; Max-Age=34560000; Path=/; Expires=[^;]+; HttpOnly${secure}; SameSite=Strict$`));
  });

  test("a sign-out takes the cookie away with the same attributes", async () => {
    const signedIn = await logIn({ "X-Gatehouse": "1", "Sec-Fetch-Site": "same-origin" }).expect(200);
    const cookie = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
    const answer = await createClient(app, { Cookie: cookie, "X-Gatehouse": "1", "Sec-Fetch-Site": "same-origin" })
      .post("/api/v1/auth/logout", {})
      .expect(204);
    const [cleared = ""] = answer.headers["set-cookie"] as unknown as string[];
    expect(cleared).toBe(`${cookieName}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly${secure}; SameSite=Strict`);
  });
});

describe("a request that may carry the cookie", () => {
  let app: TestApp;
  let person: { email: string; password: string };
  beforeAll(async () => {
    app = await createTestApp();
    const { email, password } = await registerPerson(app);
    person = { email, password };
  });
  afterAll(() => app.close());

  const refused: Array<[string, Record<string, string>]> = [
    ["says nothing", {}],
    ["has no custom header", { "Sec-Fetch-Site": "same-origin", Origin: ORIGIN }],
    ["has another value in the custom header", { "X-Gatehouse": "true", "Sec-Fetch-Site": "same-origin" }],
    ["does not say where it comes from", { "X-Gatehouse": "1" }],
    ["comes from another site", { "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site" }],
    ["comes from a sibling subdomain", { "X-Gatehouse": "1", "Sec-Fetch-Site": "same-site", Origin: ORIGIN }],
    ["comes from nowhere", { "X-Gatehouse": "1", "Sec-Fetch-Site": "none" }],
    ["has another origin", { "X-Gatehouse": "1", Origin: "https://evil.example" }],
    ["has an origin on another port", { "X-Gatehouse": "1", Origin: "http://localhost:3001" }],
    ["has an origin that begins like ours", { "X-Gatehouse": "1", Origin: `${ORIGIN}.evil.example` }],
    ["has the null origin of a sandbox", { "X-Gatehouse": "1", Origin: "null" }],
    ["contradicts itself", { "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site", Origin: ORIGIN }],
  ];

  test.each(refused)("is refused when it %s", async (_reason, headers) => {
    const signIn = await createClient(app, headers).post("/api/v1/auth/login", person);
    expectProblem(signIn, "cross_site_request");
    expect(signIn.headers["set-cookie"]).toBeUndefined();
    expectProblem(await createClient(app, { ...headers, Cookie: "gh_rt=x" }).post("/api/v1/auth/refresh", {}), "cross_site_request");
    expectProblem(await createClient(app, { ...headers, Cookie: "gh_rt=x" }).post("/api/v1/auth/logout", {}), "cross_site_request");
  });

  test.each([[{ "X-Gatehouse": "1", "Sec-Fetch-Site": "same-origin" }], [{ "X-Gatehouse": "1", Origin: ORIGIN }]])(
    "is taken from our own pages: %j",
    async (headers) => {
      await createClient(app, headers as Record<string, string>)
        .post("/api/v1/auth/login", person)
        .expect(200);
    },
  );

  test("gets no permission of CORS, asked or not", async () => {
    for (const path of ["/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/me", "/health"]) {
      const answer = await createClient(app, { Origin: "https://evil.example" }).get(path);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });
});

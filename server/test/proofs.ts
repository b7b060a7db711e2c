import type { Test } from "supertest";
import { createClient, newEmail, OWN_PAGE, PASSWORD, type Client } from "./client.ts";
import { lastMail } from "./queued-mails.ts";
import type { TestApp } from "./test-app.ts";

/** A browser at our own pages that keeps cookies by itself. */
export type CookieBrowser = Client & { cookies: Map<string, string> };

export function createCookieBrowser(app: TestApp, headers: Record<string, string> = {}): CookieBrowser {
  const client = createClient(app, { ...OWN_PAGE, ...headers });
  const cookies = new Map<string, string>();
  const keeping = (test: Test): Test => {
    if (cookies.size > 0) void test.set("Cookie", Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "));
    return test.on("response", ({ headers: answered }: { headers: { "set-cookie"?: string[] } }) => {
      for (const line of answered["set-cookie"] ?? []) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value) cookies.set(name, value);
        else cookies.delete(name);
      }
    });
  };
  return {
    cookies,
    get: (path) => keeping(client.get(path)),
    post: (path, body) => keeping(client.post(path, body)),
    patch: (path, body) => keeping(client.patch(path, body)),
    put: (path, body) => keeping(client.put(path, body)),
    delete: (path) => keeping(client.delete(path)),
  };
}

/** What the browser was told and what was mailed. */
export type AskedForProof = { challengeId: string; code: string; link: string; secret: string };

/** The secret is the middle of the mailed link. */
export function noteProof(app: TestApp, challengeId: string, { code, link }: { code: string; link: string }): AskedForProof {
  const secret = link.slice(link.indexOf("#") + 1).split(".")[1] ?? "";
  app.secret(code);
  app.secret(secret);
  return { challengeId, code, link, secret };
}

export type Registered = AskedForProof & { email: string; name: string; password: string };

/** Registers in the browser. Needs an app with a mail server. */
export async function askToRegister(
  app: TestApp,
  browser: Client,
  { email = newEmail(), name = "Ada", password = PASSWORD } = {},
): Promise<Registered> {
  app.secret(password);
  const { body } = await browser.post("/api/v1/auth/register", { email, name, password }).expect(202);
  const { challenge } = body as { challenge: { id: string } };
  return { email, name, password, ...noteProof(app, challenge.id, await lastMail(app, email, "confirm_address")) };
}

/** Registers and confirms the address. Needs an app with a mail server. */
export async function confirmedPerson(
  app: TestApp,
  browser: Client = createCookieBrowser(app),
): Promise<{ email: string; name: string; password: string }> {
  const { challengeId, code, email, name, password } = await askToRegister(app, browser);
  await browser.post("/api/v1/auth/registration/confirm", { challengeId, code }).expect(200);
  return { email, name, password };
}

/** Asks for recovery in the browser. */
export async function askToRecover(app: TestApp, browser: Client, email: string): Promise<AskedForProof> {
  const { body } = await browser.post("/api/v1/auth/recovery", { email }).expect(202);
  const { challenge } = body as { challenge: { id: string } };
  return noteProof(app, challenge.id, await lastMail(app, email, "recover_password"));
}

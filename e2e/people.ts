import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import type { World } from "./world.ts";

/** Somebody with an account. */
export type Person = { name: string; email: string; password: string };

/** A password that no rule refuses. */
export const goodPassword = "copper lantern by the gate";

const patienceMs = 15_000;

let addresses = 0;

/** Somebody who has no account yet. */
export function stranger(name: string): Person {
  const [first = "someone"] = name.toLowerCase().split(" ");
  return { name, email: `${first}.${randomUUID().slice(0, 8)}@northwind.example`, password: goodPassword };
}

/** Somebody who has just registered, and has proven the address where the world sends mails. */
export async function resident(world: World, name: string): Promise<Person> {
  const person = stranger(name);
  const answer = await call(world, "POST /auth/register", { body: person });
  const { challenge } = (await answer.json()) as { challenge: { id: string } | null };
  if (challenge === null) return person;
  const { code } = await nextCode(world, person.email);
  await call(world, "POST /auth/registration/confirm", {
    body: { challengeId: challenge.id, code },
    cookie: answer.headers.getSetCookie()[0]?.split(";")[0],
  });
  return person;
}

/** The next mail to this address, which must hold a code. */
export async function nextCode(world: World, address: string): Promise<{ code: string; link: string; subject: string }> {
  const { code = "", link = "", subject } = await world.mailbox.next(address);
  assert.ok(code !== "" && link !== "", `The mail "${subject}" holds no code.`);
  return { code, link, subject };
}

/** The next mail to this address, which must hold a link and no code. */
export async function nextLink(world: World, address: string): Promise<{ link: string; subject: string }> {
  const { code, link = "", subject } = await world.mailbox.next(address);
  assert.ok(code === undefined && link !== "", `The mail "${subject}" holds no link, or a code.`);
  return { link, subject };
}

/** Signs in as a program does and returns its tokens: one more session of this person, outside every browser. */
export async function signInByApi(world: World, { email, password }: Person): Promise<{ accessToken: string; refreshToken: string }> {
  const answer = await call(world, "POST /auth/login", { body: { email, password, refreshTransport: "body" } });
  return (await answer.json()) as { accessToken: string; refreshToken: string };
}

/**
 * Makes an administrator of somebody, whose sessions so far count as begun with a second factor. For what is not about second
 * factors; call it before their tokens are used.
 */
export async function promote(world: World, { email }: Person): Promise<void> {
  await world.database.query("update users set instance_role = 'administrator' where email = $1", [email]);
  const strong = "update sessions set authentication_methods = '{pwd,otp,mfa}' where user_id = (select id from users where email = $1)";
  await world.database.query(strong, [email]);
}

/** Lets a browser be one that this person signed in with before. */
export async function letIn(world: World, context: BrowserContext, person: Person): Promise<void> {
  const { refreshToken } = await signInByApi(world, person);
  const expires = Date.now() / 1000 + 86_400;
  await context.addCookies([
    { name: "gh_rt", value: refreshToken, domain: "localhost", path: "/", httpOnly: true, sameSite: "Strict", expires },
  ]);
}

/**
 * Calls the API directly, each time from another address, so that what tests prepare uses up nobody's limit. With a cookie it
 * is a page of our own that calls. Throws on a refusal.
 */
export async function call(
  world: World,
  route: string,
  { body, accessToken, cookie }: { body?: object; accessToken?: string; cookie?: string | undefined },
): Promise<Response> {
  const [method = "", path = ""] = route.split(" ");
  addresses += 1;
  const headers = {
    "X-Forwarded-For": `198.18.${addresses >> 8}.${addresses & 255}`,
    ...(body && { "Content-Type": "application/json" }),
    ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
    ...(cookie !== undefined && { Cookie: cookie, "X-Gatehouse": "1", "Sec-Fetch-Site": "same-origin" }),
  };
  const answer = await fetch(`${world.api.origin}/api/v1${path}`, {
    method,
    headers,
    signal: AbortSignal.timeout(patienceMs),
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${route} was answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

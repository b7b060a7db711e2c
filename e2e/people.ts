import { randomUUID } from "node:crypto";
import type { BrowserContext } from "playwright-core";
import type { World } from "./world.ts";

/** Somebody with an account. */
export type Person = { name: string; email: string; password: string };

/** A password that no rule refuses. */
export const goodPassword = "copper lantern by the gate";

let addresses = 0;

/** Somebody who has no account yet. */
export function stranger(name: string): Person {
  const [first = "someone"] = name.toLowerCase().split(" ");
  return { name, email: `${first}.${randomUUID().slice(0, 8)}@northwind.example`, password: goodPassword };
}

/** Somebody who has just registered. */
export async function resident(world: World, name: string): Promise<Person> {
  const person = stranger(name);
  await call(world, "POST /auth/register", { body: person });
  return person;
}

/** Signs in as a program does and returns its tokens: one more session of this person, outside every browser. */
export async function signInByApi(world: World, { email, password }: Person): Promise<{ accessToken: string; refreshToken: string }> {
  const answer = await call(world, "POST /auth/login", { body: { email, password, refreshTransport: "body" } });
  return (await answer.json()) as { accessToken: string; refreshToken: string };
}

/** Lets a browser be one that this person signed in with before. */
export async function letIn(world: World, context: BrowserContext, person: Person): Promise<void> {
  const { refreshToken } = await signInByApi(world, person);
  const expires = Date.now() / 1000 + 86_400;
  await context.addCookies([
    { name: "gh_rt", value: refreshToken, domain: "localhost", path: "/", httpOnly: true, sameSite: "Strict", expires },
  ]);
}

/** Calls the API directly, each time from another address, so that what tests prepare uses up nobody's limit. Throws on a refusal. */
export async function call(world: World, route: string, { body, accessToken }: { body?: object; accessToken?: string }): Promise<Response> {
  const [method = "", path = ""] = route.split(" ");
  addresses += 1;
  const headers = {
    "X-Forwarded-For": `198.18.${addresses >> 8}.${addresses & 255}`,
    ...(body && { "Content-Type": "application/json" }),
    ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
  };
  const answer = await fetch(`${world.api.origin}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${route} was answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

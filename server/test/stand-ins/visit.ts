import type { Decision } from "./login-page.ts";

/**
 * Goes to a stand-in as a browser does, signs in there or turns back, and answers with the address to which it is sent back at
 * `home`. It keeps the stand-in's cookies only when a jar is given.
 */
export async function visit(url: string, decision: Decision, home: string, cookies: Map<string, string> = new Map()): Promise<string> {
  let next: string = url;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12; step += 1) {
    if (next.startsWith(home)) return next;
    const answer = await fetch(next, {
      redirect: "manual",
      headers: { Cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ") },
      ...(form && { method: "POST", body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const location = answer.headers.get("location");
    const text = await answer.text();
    const action = /action="([^"]*)"/.exec(text)?.[1]?.replaceAll("&#38;", "&");
    if (location !== null) {
      [next, form] = [new URL(location, next).href, undefined];
    } else if (answer.status === 200 && action !== undefined) {
      next = new URL(action, next).href;
      form = new URLSearchParams(decision === "turn back" ? { decision: "deny" } : { decision: "allow", who: decision.who });
    } else {
      throw new Error(`${next} was answered ${answer.status}: ${text.slice(0, 400)}`);
    }
  }
  throw new Error(`${url} leads nowhere`);
}

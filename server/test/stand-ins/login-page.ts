import type { IncomingMessage, ServerResponse } from "node:http";

/** What somebody decides at a provider: who to be, or to turn back. */
export type Decision = { who: string } | "turn back";

/** Shows the page on which one signs in at a stand-in, without a password: a name that it knows is enough. */
export function showLoginPage(response: ServerResponse, { title, action, who }: { title: string; action: string; who?: string }): void {
  const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<h1>${escape(title)}</h1>
<form method="post" action="${escape(action)}">
<p><label>Sign in as <input name="who" value="${escape(who ?? "")}" autofocus></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Turn back</button></p>
</form></html>`);
}

/** What was decided on the page. */
export async function readDecision(request: IncomingMessage): Promise<Decision> {
  const form = await readForm(request);
  return form.get("decision") === "deny" ? "turn back" : { who: form.get("who") ?? "" };
}

/** A body in the form of `application/x-www-form-urlencoded`. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

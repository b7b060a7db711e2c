import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readDecision, readForm, showLoginPage } from "./login-page.ts";
import { listenOnLoopback } from "./loopback-server.ts";

/** Who somebody is there. */
export type GithubPerson = {
  id: number;
  login: string;
  name?: string | null;
  emails: Array<{ email: string; primary: boolean; verified: boolean }>;
};

export type GithubStandIn = {
  /** What GITHUB_URL and GITHUB_API_URL are set to. */
  url: string;
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  /** Who can sign in there, by login. */
  people: Map<string, GithubPerson>;
  close(): Promise<void>;
};

type Code = { login: string; challenge: string; redirectUri: string };
type State = {
  clientId: string;
  clientSecret: string;
  people: Map<string, GithubPerson>;
  codes: Map<string, Code>;
  tokens: Map<string, string>;
};

/** A server on loopback that speaks what GitHub does for signing in: the page, the token endpoint with PKCE, the profile and its addresses. */
export async function startGithub({ redirectUris }: { redirectUris: string[] }): Promise<GithubStandIn> {
  const [clientId, clientSecret] = ["gatehouse", randomBytes(24).toString("base64url")];
  const state: State = { clientId, clientSecret, people: new Map(), codes: new Map(), tokens: new Map() };
  const { origin, close } = await listenOnLoopback((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const path = `${request.method} ${url.pathname}`;
    if (path === "GET /login/oauth/authorize" && redirectUris.includes(url.searchParams.get("redirect_uri") ?? ""))
      showLoginPage(response, { title: "GitHub stand-in", action: `/decide${url.search}` });
    else if (path === "POST /decide") void decide(state, url.searchParams, request, response);
    else if (path === "POST /login/oauth/access_token") void exchange(state, request, response);
    else if (path === "GET /api/user") profile(state, request, response);
    else if (path === "GET /api/user/emails") addresses(state, request, response);
    else sendJson(response, 404, { message: "Not Found" });
  });
  return { url: origin, apiUrl: `${origin}/api`, clientId, clientSecret, people: state.people, close };
}

async function decide(state: State, asked: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const decision = await readDecision(request);
  const redirectUri = asked.get("redirect_uri") ?? "";
  const back = new URL(redirectUri);
  back.searchParams.set("state", asked.get("state") ?? "");
  if (decision === "turn back" || !state.people.has(decision.who)) {
    back.searchParams.set("error", "access_denied");
    back.searchParams.set("error_description", "The user has denied your application access.");
  } else {
    const code = randomBytes(10).toString("hex");
    state.codes.set(code, { login: decision.who, challenge: asked.get("code_challenge") ?? "", redirectUri });
    back.searchParams.set("code", code);
  }
  response.writeHead(302, { Location: back.href }).end();
}

/** GitHub refuses with 200 and an error in the body. */
async function exchange(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const form = await readForm(request);
  const code = state.codes.get(form.get("code") ?? "");
  state.codes.delete(form.get("code") ?? "");
  const isClient = form.get("client_id") === state.clientId && form.get("client_secret") === state.clientSecret;
  if (!isClient) return sendJson(response, 200, { error: "incorrect_client_credentials" });
  const challenge = createHash("sha256")
    .update(form.get("code_verifier") ?? "")
    .digest("base64url");
  if (!code || code.challenge !== challenge || code.redirectUri !== form.get("redirect_uri"))
    return sendJson(response, 200, { error: "bad_verification_code", error_description: "The code passed is incorrect or expired." });
  const token = `gho_${randomBytes(18).toString("hex")}`;
  state.tokens.set(token, code.login);
  sendJson(response, 200, { access_token: token, token_type: "bearer", scope: "read:user,user:email" });
}

function whoAsks(state: State, request: IncomingMessage): GithubPerson | undefined {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  return state.people.get(state.tokens.get(token) ?? "");
}

function profile(state: State, request: IncomingMessage, response: ServerResponse): void {
  const person = whoAsks(state, request);
  if (!person) return sendJson(response, 401, { message: "Bad credentials" });
  const { id, login, name = null } = person;
  sendJson(response, 200, { id, login, name, email: null });
}

function addresses(state: State, request: IncomingMessage, response: ServerResponse): void {
  const person = whoAsks(state, request);
  if (!person) return sendJson(response, 401, { message: "Bad credentials" });
  sendJson(
    response,
    200,
    person.emails.map((one) => ({ ...one, visibility: null })),
  );
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

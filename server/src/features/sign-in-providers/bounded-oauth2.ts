import { z } from "zod";
import type { BoundedFetch } from "../../platform/bounded-fetch.ts";

type Callback = (error: unknown, body?: string, response?: unknown) => void;

/** The part of passport's OAuth 2.0 client that sends requests. */
export type OAuth2Requests = {
  _customHeaders?: object;
  _request(method: string, url: string, headers: unknown, body: unknown, accessToken: string | null, callback: Callback): void;
};

const tokenAnswer = z.looseObject({ access_token: z.string().min(1) });
const refusal = z.looseObject({ error: z.string() });

/**
 * Lets a strategy of passport ask the token endpoint through `fetch`: its own client waits for ever and reads whatever comes. What
 * is no answer of a token endpoint is an error here, because the client would fall over it in a callback, which ends the process.
 */
export function boundRequests(client: OAuth2Requests, fetch: BoundedFetch): void {
  const send = async (url: string, init: RequestInit, callback: Callback) => {
    const { error, text } = await ask(fetch, url, init);
    callback(error, text);
  };
  // oxlint-disable-next-line eslint/no-underscore-dangle -- the name is the package's
  client._request = (method, url, headers, body, _accessToken, callback) => {
    // oxlint-disable-next-line eslint/no-underscore-dangle -- the name is the package's
    const all = { ...client._customHeaders, ...(headers as object) } as Record<string, string>;
    void send(url, { method, headers: all, body: body as string }, callback);
  };
}

type Asked = { error: unknown; text?: string };

async function ask(fetch: BoundedFetch, url: string, init: RequestInit): Promise<Asked> {
  try {
    const response = await fetch(url, init);
    const json: unknown = await response.json();
    if (tokenAnswer.safeParse(json).success && response.ok) return { error: null, text: JSON.stringify(json) };
    // GitHub refuses with 200.
    return { error: { statusCode: 400, data: JSON.stringify(refusal.safeParse(json).data ?? {}) } };
  } catch (error) {
    return { error };
  }
}

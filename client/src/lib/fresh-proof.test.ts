import { describe, expect, jest, test } from "@jest/globals";
import { createApi } from "./api.ts";
import { createFreshProof } from "./fresh-proof.ts";
import type { Fetch } from "./request.ts";
import { answer, fakeBrowser, pass, refusal, signedIn } from "./session/fake-browser.ts";

type Sent = { route: string; token: string | undefined; headers: Record<string, string>; body: unknown };

/** A server that refuses tokens of before the proof, and a tab before it. `prove` is what the person does when asked. */
async function server({ prove = (): boolean => true, stale = 1 } = {}) {
  let provenAt: number | null = null;
  let tokens = 1;
  const sent: Sent[] = [];
  const fetch = jest.fn<Fetch>(async (url, init) => {
    if (url === "/api/v1/auth/refresh") {
      tokens += 1;
      return answer(200, signedIn(`token-${tokens}`));
    }
    const headers = init.headers as Record<string, string>;
    const token = headers["Authorization"]?.replace("Bearer token-", "");
    sent.push({ route: `${init.method} ${url}`, token, headers, body: init.body });
    await pass(1);
    const isFresh = provenAt !== null && Number(token) >= provenAt + stale;
    return isFresh ? answer(200, signedIn("x").user) : refusal(403, "step_up_required");
  });
  const give = () => void (provenAt = tokens);
  const { session } = fakeBrowser(fetch).openTab();
  const stop = session.start({ ask: true });
  await pass(20);
  const proof = createFreshProof();
  const asked = jest.fn();
  const leave = proof.attend();
  proof.subscribe(() => {
    const question = proof.getSnapshot();
    if (!question) return;
    asked();
    const isProven = prove();
    if (isProven) give();
    setTimeout(() => question.answer(isProven), 5);
  });
  return { api: createApi(session, fetch, proof), session, sent, asked, give, leave, stop };
}

describe("a call that needs a fresh proof", () => {
  test("asks the person, then sends the very same request again", async () => {
    const { api, sent, asked, stop } = await server();
    const headers = { "If-Match": '"7"', "Idempotency-Key": "key-1" };
    await api("PATCH /me", { body: { name: "Ada" }, headers });
    stop();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(sent.map(({ token }) => token)).toEqual(["2", "3"]);
    const [first, second] = sent.map(({ token: _token, headers: { Authorization: _held, ...rest }, ...request }) => ({
      ...request,
      ...rest,
    }));
    expect(second).toEqual(first);
    expect(second).toMatchObject({ ...headers, route: "PATCH /api/v1/me", body: '{"name":"Ada"}' });
  });

  test("asks once for all that wait for it", async () => {
    const { api, asked, sent, stop } = await server();
    await Promise.all([api("GET /me", {}), api("PATCH /me", { body: { name: "Ada" } }), api("DELETE /me/email-change", {})]);
    stop();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(6);
    expect(new Set(sent.slice(3).map(({ token }) => token))).toEqual(new Set(["3"]));
  });

  test("does not ask when the proof was given while the refusal was on its way", async () => {
    const { api, session, asked, give, sent, stop } = await server();
    const late = api("GET /me", {});
    await pass(0);
    const { accessToken } = await session.bearer();
    give();
    await session.bearer(accessToken);
    await late;
    stop();
    expect(asked).not.toHaveBeenCalled();
    expect(sent.map(({ token }) => token)).toEqual(["2", "3"]);
  });

  test("renews once more when another tab's token is from before the proof, and does not ask again", async () => {
    const { api, asked, sent, stop } = await server({ stale: 2 });
    await api("GET /me", {});
    stop();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(sent.map(({ token }) => token)).toEqual(["2", "3", "4"]);
  });

  test("gives the refusal back in words when the person would rather not, having sent nothing twice", async () => {
    const { api, sent, stop } = await server({ prove: () => false });
    await expect(api("PATCH /me", { body: { name: "Ada" } })).rejects.toMatchObject({
      code: "step_up_required",
      requestId: null,
      message: "You did not confirm that it is you, so nothing was changed.",
    });
    stop();
    expect(sent).toHaveLength(1);
  });

  test("does not wait for an answer where nothing on the page can ask", async () => {
    const { api, leave, asked, stop } = await server();
    leave();
    await expect(api("GET /me", {})).rejects.toMatchObject({ code: "step_up_required" });
    stop();
    expect(asked).not.toHaveBeenCalled();
  });

  test("that is given up by its caller meanwhile is not sent again", async () => {
    const left = new AbortController();
    const { api, sent, stop } = await server({
      prove: () => {
        left.abort();
        return true;
      },
    });
    await expect(api("GET /me", { signal: left.signal })).rejects.toMatchObject({ name: "AbortError" });
    stop();
    expect(sent).toHaveLength(1);
  });
});

test("a question that is open when its page goes away is declined", async () => {
  const proof = createFreshProof();
  const leave = proof.attend();
  const asked = proof.ask();
  leave();
  await expect(asked).resolves.toBe(false);
  expect(proof.getSnapshot()).toBeNull();
});

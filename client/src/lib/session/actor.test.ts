import { beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createApi } from "../api.ts";
import { Unreachable } from "../problem.ts";
import { keptActing } from "./acting-memory.ts";
import { createActing } from "./acting.ts";
import { createActor } from "./actor.ts";
import { answer, pass, refusal, signedIn } from "./fake-browser.ts";
import { SignedOut } from "./snapshot.ts";
import { watchActing } from "./watch-acting.ts";

const own = { bearer: () => Promise.resolve({ accessToken: "own", userId: "admin" }) };
const { session, user } = signedIn("theirs", 900, "session-2", "mia@example.com");
const begun = { accessToken: "theirs", tokenType: "Bearer", expiresIn: 900, session, user } as const;

const Banner = () => null;

/** A tab, and what it sent: method, path and whose token. */
function tab(answers: (() => Response)[] = [() => answer(200, {})]) {
  const sent: string[] = [];
  const fetch = (url: string, init: RequestInit) => {
    sent.push(`${init.method} ${url} ${new Headers(init.headers).get("Authorization")}`);
    return Promise.resolve((answers.length > 1 ? answers.shift() : answers[0])?.() ?? refusal(404, "not_found"));
  };
  const acting = createActing(own);
  const heard: Record<"left" | "online", () => void> = { left: () => {}, online: () => {} };
  const page = {
    onLeft: (listener: () => void) => (heard.left = listener),
    onceOnline: (listener: () => void) => (heard.online = listener),
  };
  const admin = {
    getSnapshot: () =>
      ({ state: "in", user: { ...user, id: "admin" }, session, standing: { organization: null, organizationRefusal: null } }) as const,
  };
  const actor = createActor({ acting, own: admin, fetch, nowMs: () => performance.now(), page });
  const api = createApi(acting, fetch, { ask: () => Promise.resolve(false) });
  return { acting, actor, api, heard, sent, state: () => acting.getSnapshot().state };
}

describe("who acts for another", () => {
  test("calls as that person, and as themselves before and after", async () => {
    const { acting, actor, api, sent } = tab([
      () => answer(200, {}),
      () => answer(200, {}),
      () => answer(204, null),
      () => answer(200, {}),
    ]);
    await api("GET /me", {});
    actor.begin(begun, "They asked for help", Banner);
    expect(acting.getSnapshot()).toMatchObject({ state: "acting", user, reason: "They asked for help" });
    await api("GET /me", {});
    await actor.stop();
    await api("GET /me", {});
    expect(sent).toEqual([
      "GET /api/v1/me Bearer own",
      "GET /api/v1/me Bearer theirs",
      "POST /api/v1/auth/impersonation/end Bearer theirs",
      "GET /api/v1/me Bearer own",
    ]);
  });

  test("asks nothing again as themselves when it has ended on the server", async () => {
    const { acting, actor, api, sent, state } = tab([() => refusal(401, "session_ended")]);
    actor.begin(begun, "They asked for help", Banner);
    await expect(api("GET /me", {})).rejects.toThrow(SignedOut);
    expect(acting.getSnapshot()).toEqual({ state: "over", user, Banner });
    expect(sent).toHaveLength(1);
    actor.forget();
    expect(state()).toBe("none");
  });

  test("is themselves again when the time is over", async () => {
    const { acting, actor, state } = tab();
    actor.begin({ ...begun, expiresIn: 0.01 }, "They asked for help", Banner);
    await pass(30);
    expect(state()).toBe("over");
    expect(await acting.bearer()).toEqual({ accessToken: "own", userId: "admin" });
  });

  test("has stopped here also when the server could not be told, and hears of it", async () => {
    const { actor, state } = tab([() => refusal(500, "internal_error")]);
    actor.begin(begun, "They asked for help", Banner);
    await expect(actor.stop()).rejects.toMatchObject({ code: "internal_error" });
    expect(state()).toBe("none");
  });

  test("has stopped in good order when the server had ended it before", async () => {
    const { actor, state } = tab([() => refusal(401, "session_ended")]);
    actor.begin(begun, "They asked for help", Banner);
    await actor.stop();
    expect(state()).toBe("none");
  });
});

describe("who leaves the page while acting", () => {
  beforeEach(() => sessionStorage.clear());

  test("has the server told, and the next page knows whom it was for, by a name and no token", async () => {
    const { actor, heard, sent, state } = tab([() => answer(204, null)]);
    actor.begin(begun, "They asked for help", Banner);
    heard.left();
    expect(sent).toEqual(["POST /api/v1/auth/impersonation/end Bearer theirs"]);
    expect(state()).toBe("over");
    expect(keptActing()).toEqual({ by: "admin", user: { id: user.id, name: user.name } });
    actor.forget();
    expect(keptActing()).toBeNull();
    heard.left();
    expect(sent).toHaveLength(1);
  });

  test("has nothing to tell once it was stopped", async () => {
    const { actor } = tab([() => answer(204, null)]);
    actor.begin(begun, "They asked for help", Banner);
    await actor.stop();
    expect(keptActing()).toBeNull();
  });
});

test("whoever stops without a network has the server told as soon as there is one, as often as it takes", async () => {
  const noNetwork = () => {
    throw new TypeError("no network");
  };
  const { actor, heard, sent, state } = tab([noNetwork, noNetwork, () => answer(204, null)]);
  actor.begin(begun, "They asked for help", Banner);
  await expect(actor.stop()).rejects.toThrow(Unreachable);
  expect(state()).toBe("none");
  heard.online();
  await pass();
  heard.online();
  await pass();
  expect(sent).toEqual(Array.from({ length: 3 }, () => "POST /api/v1/auth/impersonation/end Bearer theirs"));
});

test("what was read is forgotten when the person changes, and not when only the message is read", async () => {
  const { acting, actor } = tab([() => answer(204, null)]);
  const forget = jest.fn();
  watchActing(acting, forget);
  actor.begin(begun, "They asked for help", Banner);
  expect(forget).toHaveBeenCalledTimes(1);
  await actor.stop();
  expect(forget).toHaveBeenCalledTimes(2);
  actor.begin({ ...begun, expiresIn: 0.01 }, "They asked for help", Banner);
  await pass(30);
  expect(forget).toHaveBeenCalledTimes(4);
  actor.forget();
  expect(forget).toHaveBeenCalledTimes(4);
});

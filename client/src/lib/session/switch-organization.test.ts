import { describe, expect, jest, test } from "@jest/globals";
import type { CurrentOrganization, SignedIn } from "../../api/types.ts";
import type { Fetch } from "../request.ts";
import { answer, fakeBrowser, pass, refusal, signedIn } from "./fake-browser.ts";
import { switchOrganization } from "./switch-organization.ts";
import { watchOrganization } from "./watch-organization.ts";

const named = (id: string): CurrentOrganization => ({ id, slug: id, name: id, role: { id: "owner", name: "Owner" }, permissions: [] });

/** A server whose one session acts where it was switched to last. */
function server({ refreshMs = 0, lifeSeconds = 600 } = {}) {
  const seen: string[] = [];
  let current: string | null = "north";
  let tokens = 0;
  const now = (life = lifeSeconds): SignedIn => ({
    ...signedIn(`token-${(tokens += 1)}`, life),
    organization: current === null ? null : named(current),
  });
  const fetch: Fetch = async (url, init) => {
    const path = url.replace("/api/v1/auth/", "");
    seen.push(path);
    if (path === "refresh") {
      const said = now();
      await pass(refreshMs);
      return answer(200, said);
    }
    const { organizationId } = JSON.parse(init.body as string) as { organizationId: string | null };
    if (organizationId === "shut")
      return answer(403, { code: "organization_policy_unmet", detail: "x", requestId: "r", demands: ["passkey"] });
    current = organizationId;
    // A stricter organization gives a token that ends sooner.
    return answer(200, now(60));
  };
  return { fetch, seen };
}

function open(fetch: Fetch, count: number, changes = {}) {
  const browser = fakeBrowser(fetch, changes);
  const tabs = Array.from({ length: count }, () => browser.openTab().session);
  const stops = tabs.map((session) => session.start({ ask: true }));
  const places = () => tabs.map((session) => session.getSnapshot().standing?.organization?.id ?? null);
  return { tabs: tabs as [(typeof tabs)[number], ...typeof tabs], places, stop: () => stops.forEach((stop) => stop()) };
}

describe("a switch to another organization", () => {
  test("holds in all tabs, also when its token ends sooner than the one before", async () => {
    const { fetch, seen } = server();
    const { tabs, places, stop } = open(fetch, 3);
    await pass(50);
    expect(places()).toEqual(["north", "north", "north"]);
    await switchOrganization(tabs[0], "south", fetch);
    await pass(20);
    expect(places()).toEqual(["south", "south", "south"]);
    await switchOrganization(tabs[0], null, fetch);
    await pass(20);
    stop();
    expect(places()).toEqual([null, null, null]);
    expect(seen.filter((path) => path === "refresh")).toHaveLength(1);
  });

  test("waits for a refresh that is under way, whose answer does not bring the former one back", async () => {
    const { fetch } = server({ refreshMs: 40 });
    const { tabs, places, stop } = open(fetch, 2);
    await pass(80);
    const { accessToken } = await tabs[0].bearer();
    const renewed = tabs[0].bearer(accessToken);
    await pass(5);
    await switchOrganization(tabs[1] ?? tabs[0], "south", fetch);
    await renewed;
    await pass(20);
    stop();
    expect(places()).toEqual(["south", "south"]);
  });

  test("is not undone by a refresh that began before it, where no lock keeps order", async () => {
    const { fetch } = server({ refreshMs: 60 });
    const { tabs, places, stop } = open(fetch, 2, { locks: () => undefined });
    await pass(150);
    const [first, second = first] = tabs;
    const { accessToken } = await first.bearer();
    const renewed = first.bearer(accessToken);
    await pass(10);
    await switchOrganization(second, "south", fetch);
    await renewed;
    await pass(100);
    stop();
    expect(places()).toEqual(["south", "south"]);
  });

  test("that is refused changes nothing, and says what is asked for", async () => {
    const { fetch } = server();
    const { tabs, places, stop } = open(fetch, 2);
    await pass(50);
    await expect(switchOrganization(tabs[0], "shut", fetch)).rejects.toMatchObject({
      code: "organization_policy_unmet",
      demands: ["passkey"],
    });
    stop();
    expect(places()).toEqual(["north", "north"]);
  });

  test("is tried once more with a new token when the one it had has ended on the way, and not for ever", async () => {
    let refusals = 1;
    const { fetch, seen } = server();
    const picky: Fetch = async (url, init) => {
      if (!url.endsWith("switch-organization") || refusals === 0) return fetch(url, init);
      refusals -= 1;
      return refusal(401, "access_token_expired");
    };
    const { tabs, places, stop } = open(picky, 1);
    await pass(50);
    await switchOrganization(tabs[0], "south", picky);
    expect(places()).toEqual(["south"]);
    refusals = 9;
    await expect(switchOrganization(tabs[0], "north", picky)).rejects.toMatchObject({ code: "access_token_expired" });
    stop();
    expect(seen.filter((path) => path === "switch-organization")).toHaveLength(1);
  });

  test("is nothing of another person's who has signed in meanwhile", async () => {
    const { fetch } = server();
    const slow: Fetch = async (url, init) => {
      if (url.endsWith("login")) return answer(200, signedIn("theirs", 600, "session-2", "mia@example.com"));
      if (url.endsWith("switch-organization")) await pass(40);
      return fetch(url, init);
    };
    const { tabs, places, stop } = open(slow, 2, { locks: () => undefined });
    const [first, second = first] = tabs;
    await pass(50);
    const switching = switchOrganization(first, "south", slow);
    await pass(10);
    await second.signIn({ email: "mia@example.com", password: "x" });
    await expect(switching).rejects.toThrow("Another person has signed in since.");
    await pass(20);
    stop();
    expect(places()).toEqual([null, null]);
    expect(first.getSnapshot().user?.email).toBe("mia@example.com");
  });
});

test("what was read in an organization is forgotten when the session acts elsewhere, and not at a renewal", async () => {
  const { fetch } = server();
  const { tabs, stop } = open(fetch, 2);
  const [first, second = first] = tabs;
  await pass(50);
  const forget = jest.fn();
  watchOrganization(second, forget);
  const { accessToken } = await first.bearer();
  await first.bearer(accessToken);
  await pass(20);
  expect(forget).not.toHaveBeenCalled();
  await switchOrganization(first, "south", fetch);
  await pass(20);
  expect(forget).toHaveBeenCalledTimes(1);
  stop();
});

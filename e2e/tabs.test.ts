import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page, Request, Response } from "playwright-core";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePage } from "./see.ts";

const tabs = 6;
const callsInAll = 200;
const places = ["Activity", "Profile", "Overview"];

const journey = journeys({ ACCESS_TOKEN_TTL_SECONDS: "1" });

journey(
  "six tabs with access tokens of one second make 200 calls, are never signed out, and share each rotation",
  async ({ world, visitAs }) => {
    const visitor = await visitAs(await resident(world, "Ada Okafor"));
    const { context, page: first } = visitor;
    const signInPages: string[] = [];
    const successors = new Set<string>();
    const counts = { calls: 0, refreshes: 0 };
    // A token may end on its way; the same call follows with a fresh one.
    const asked = ["/api/v1/me", "/me/activity", "/me/notices", "/me/ownership-transfers", "/me/organizations"];
    for (const path of [...asked, "/me/organization-invitations", "/me/joinable-organizations"]) visitor.expect(401, path);

    const note = async (response: Response): Promise<void> => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith("/sign-in")) signInPages.push(response.url());
      if (pathname.startsWith("/api/v1/me") && response.ok()) counts.calls += 1;
      if (pathname !== "/api/v1/auth/refresh") return;
      counts.refreshes += 1;
      const cookie = await response.headerValue("set-cookie");
      successors.add(/gh_rt=([^;]+)/.exec(cookie ?? "")?.[1] ?? "none");
    };
    const noted: Promise<void>[] = [];
    context.on("response", (response) => noted.push(note(response)));
    const underWay = new Set<Request>();
    context.on("request", (request) => request.url().endsWith("/auth/refresh") && underWay.add(request));
    context.on("requestfinished", (request) => underWay.delete(request));
    context.on("requestfailed", (request) => underWay.delete(request));

    const pages = [first, ...(await Promise.all(Array.from({ length: tabs - 1 }, () => visitor.newTab())))];
    const startedAt = performance.now();
    await Promise.all(pages.map((page) => page.goto("/")));
    await Promise.all(pages.map((page) => seePage(page, "Overview")));
    await Promise.all(
      pages.map(async (page) => {
        for (let step = 0; counts.calls < callsInAll; step += 1) await goTo(page, places[step % places.length] ?? "");
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    // The answer to a closed tab would be one that nobody notes.
    while (underWay.size > 0) await sleep(10);
    await Promise.all(pages.map((page) => page.close()));
    await Promise.all(noted);

    const [session] = await world.database.query<{ counter: number; ended: boolean }>(
      "select counter, ended_at is not null as ended from sessions",
    );
    const outcomes = ["rotated", "replayed", "theft", "ended", "invalid", "conflict"];
    const judged = await Promise.all(outcomes.map((outcome) => world.api.metric(`gatehouse_refreshes_total{outcome="${outcome}"}`)));
    const [rotated = 0, replayed = 0, ...unjust] = judged;
    console.log(
      `${counts.calls} calls in ${seconds.toFixed(1)} s, ${counts.refreshes} refreshes, ${rotated} rotations, ${replayed} replays.`,
    );

    assert.deepEqual(signInPages, [], "No tab was led to sign-in.");
    assert.equal(session?.ended, false);
    assert.deepEqual(unjust, [0, 0, 0, 0], "No refresh was judged as anything but a rotation or its repetition.");
    assert.equal(session?.counter, rotated, "The row's counter moved once per rotation.");
    assert.equal(successors.size, rotated, "Each rotation had exactly one successor.");
    assert.ok(rotated >= 3, "The tokens ended several times meanwhile.");
    // Tokens end on whole seconds, so that one begun late in a second is renewed twice; each tab asking for itself would be far above.
    assert.ok(counts.refreshes <= 2 * (seconds + tabs), `The tabs asked ${counts.refreshes} times in ${seconds.toFixed(1)} s.`);
  },
);

async function goTo(page: Page, place: string): Promise<void> {
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname.startsWith("/api/v1/me") && response.ok());
  await page.getByRole("link", { name: place, exact: true }).first().click();
  await answer;
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../local/project.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { signIn } from "./forms.ts";
import { seePage, seePath } from "./see.ts";

const journey = journeys();
const { all: written } = JSON.parse(readFileSync(join(projectRoot, "client", "security-headers.json"), "utf8")) as {
  all: Record<string, string>;
};
const doorPaths = [
  "/sign-in",
  "/sign-up",
  "/setup",
  "/verify",
  "/confirm",
  "/forgot",
  "/undo-email-change",
  "/undo-additions",
  "/unblock",
  "/keep-account",
];
const consolePaths = ["/", ...doorPaths, "/me/profile", "/me/email", "/instance/invitations", "/development/mail", "/no/such/page"];

journey("every console page carries exactly the written security headers, and no page is stored", async ({ world }) => {
  assert.match(written["Content-Security-Policy"] ?? "", /^default-src 'none';/);
  assert.doesNotMatch(written["Content-Security-Policy"] ?? "", /unsafe|nonce|data:|blob:|\*/);
  for (const path of consolePaths) {
    const { status, headers } = await fetch(world.origin + path);
    assert.equal(status, 200, path);
    for (const [name, value] of Object.entries(written)) assert.equal(headers.get(name), value, `${name} of ${path}`);
    assert.equal(headers.get("cache-control"), "no-cache", path);
  }
});

journey("files named after their content are kept for good, and a missing one is not found and not stored", async ({ world }) => {
  const page = await (await fetch(world.origin)).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? "");
  assert.ok(assets.length > 1);
  for (const path of assets) {
    const { headers } = await fetch(world.origin + path);
    assert.match(headers.get("cache-control") ?? "", /max-age=31536000.*immutable/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
  const missing = await fetch(`${world.origin}/assets/gone.js`);
  assert.deepEqual([missing.status, missing.headers.get("cache-control")], [404, "no-store"]);
});

journey("trusted types are enforced: text cannot become markup or code", async ({ visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  visitor.expectViolation("require-trusted-types-for");
  await page.goto("/sign-in");
  const refusals = await page.evaluate(() => {
    const refusal = (act: () => void): string => {
      try {
        act();
        return "accepted";
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      refusal(() => (document.createElement("p").innerHTML = "<b>text</b>")),
      refusal(() => (document.createElement("script").src = "/theme.js")),
      refusal(() => document.write("text")),
    ];
  });
  assert.deepEqual(refusals, ["TypeError", "TypeError", "TypeError"]);
});

journey("a page of the console can neither send to another origin nor be framed by one", async ({ world, visit }) => {
  const visitor = await visit();
  const { page } = visitor;
  visitor.expectViolation("connect-src");
  visitor.expectViolation("frame-ancestors");
  visitor.expectNoAnswers();
  await page.goto("/sign-in");
  const elsewhere = world.origin.replace("localhost", "127.0.0.1");
  assert.equal(
    await page.evaluate(
      (url) =>
        fetch(url, { mode: "no-cors" }).then(
          () => "sent",
          (error: Error) => error.name,
        ),
      elsewhere,
    ),
    "TypeError",
  );
  await page.goto("about:blank");
  await page.setContent(`<iframe src="${world.origin}/sign-in"></iframe>`);
  assert.equal(await page.frameLocator("iframe").getByRole("heading", { name: "Sign in" }).count(), 0);
});

journey("the refresh token is out of every script's reach and nothing secret is stored by the page", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const { context, page } = await visit();
  await page.goto("/sign-in");
  await signIn(page, ada);
  await seePath(page, "/");
  await seePage(page, "Overview");
  const cookies = (await context.cookies()).toSorted((one, other) => one.name.localeCompare(other.name));
  const outOfReach = { httpOnly: true, sameSite: "Strict", path: "/", domain: "localhost" };
  assert.deepEqual(
    cookies.map(({ name, httpOnly, sameSite, path, domain }) => ({ name, httpOnly, sameSite, path, domain })),
    [
      { name: "gh_browser", ...outOfReach },
      { name: "gh_rt", ...outOfReach },
    ],
  );
  const [browserEnds, sessionEnds] = cookies.map(({ expires }) => expires - Date.now() / 1000);
  assert.ok(Math.abs((sessionEnds ?? 0) - 30 * 86_400) < 60, "The session's cookie ends with the session.");
  assert.ok((browserEnds ?? 0) > 390 * 86_400, "The browser's stays as long as browsers keep one.");
  const kept = await page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  const hints = [
    ["gh:no-organization", "1"],
    ["gh:signed-in", "1"],
  ];
  assert.deepEqual(kept, { cookie: "", local: hints, session: [], databases: 0, caches: 0 });
});

journey("metrics, dot files and sources are not reachable through the front", async ({ world }) => {
  for (const path of [
    "/metrics",
    "/metrics/",
    "//metrics",
    "/%6detrics",
    "/.env",
    "/.vite/manifest.json",
    "/..%2fpackage.json",
    "/src/main.tsx",
    "/package.json",
  ]) {
    const answer = await fetch(world.origin + path);
    assert.ok([400, 404].includes(answer.status), `${path} was answered ${answer.status}`);
    assert.doesNotMatch(await answer.text(), /gatehouse_|process_cpu|"name"|import /, path);
  }
  assert.ok((await world.api.metric("gatehouse_denylist_answers_total")) >= 0);
});

import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { newBrowser } from "../../src/http/browser-cookie.ts";
import { createBrowser, knownBrowser } from "../browser.ts";
import { newEmail, registerPerson } from "../client.ts";
import startServices from "../global-setup.ts";
import { hashCount } from "../hash-count.ts";
import { createTestApp, type TestApp } from "../test-app.ts";
import { LOGIN_PATH, manyAddresses, sendGuesses, type Outcome } from "./guesses.ts";
import { findNginx, FRONT_ADDRESS, startNginx } from "./nginx.ts";

/**
 * Guesses passwords as an attacker would, and counts what reaches the hash: one account from thousands of addresses, without
 * and with Redis, and through a real nginx with forged headers. Each time the owner signs in afterwards on a known browser. Then
 * known browsers of the account guess, too, which have a budget of their own together. And passwords are sprayed at a hash of the
 * real cost, with more at once than may wait for it, while the owner signs in.
 */
const GUESSES = 50_000;
const GUESSES_BEHIND_NGINX = 2_500;
/** What one address bears in a window of an hour, from all strangers and from all known browsers. None of these drills lasts longer. */
const MOST_OF_STRANGERS = 40;
const MOST_OF_KNOWN = 10;
const KNOWN_BROWSERS = 19;
const GUESSES_OF_KNOWN = 1_000;
const SPRAYERS = 20;
const SPRAY_MS = 10_000;

const print = (line: string) => process.stdout.write(`${line}\n`);
const counts = { passed: 0, failed: 0, skipped: 0 };

function judge(name: string, checks: number, most: number, { seconds, byStatus }: Outcome): void {
  const guesses = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  // 503: more at once than may wait for the hash, which then is not asked.
  const isKept = checks <= most && Object.keys(byStatus).every((status) => ["401", "429", "503"].includes(status));
  counts[isKept ? "passed" : "failed"] += 1;
  const statuses = Object.entries(byStatus).map(([status, count]) => `${count} x ${status}`);
  print(`${isKept ? "ok" : "FAILED"}: ${name}: ${guesses} guesses in ${seconds.toFixed(1)} s (${statuses.join(", ")})`);
  print(`    ${checks} reached the hash, ${most} at most`);
}

function skip(name: string, reason: string): void {
  if (process.env.CI === "true") throw new Error(`${name}: ${reason}`);
  counts.skipped += 1;
  print(`skipped: ${name}: ${reason}`);
}

/** An account that is guessed at, and its owner, who must be able to sign in while that goes on. */
async function victimOf(app: TestApp) {
  const { email, password } = await registerPerson(app);
  const browser = await knownBrowser(app, { email, password });
  const logIn = async () => (await createBrowser(app, browser).post(LOGIN_PATH, { email, password })).status;
  return {
    email,
    logIn,
    /** Further browsers on which the owner has signed in. */
    async furtherBrowsers(count: number): Promise<string[]> {
      const browsers: string[] = [];
      while (browsers.length < count) browsers.push(await knownBrowser(app, { email, password }));
      return browsers;
    },
    async signsIn(name: string) {
      const status = await logIn();
      counts[status === 200 ? "passed" : "failed"] += 1;
      print(`${status === 200 ? "ok" : "FAILED"}: ${name}: the owner's sign-in on a known browser is answered with ${status}`);
    },
  };
}

async function withApp(settings: Record<string, string>, work: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await createTestApp({ settings: { LOG_LEVEL: "silent", ...settings } });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

async function guessFromManyAddresses(name: string, settings: Record<string, string>): Promise<void> {
  await withApp(settings, async (app) => {
    const { email, signsIn, furtherBrowsers } = await victimOf(app);
    const browsers = await furtherBrowsers(KNOWN_BROWSERS);
    const before = await hashCount(app.deps.metrics);
    const outcome = await sendGuesses(app.server, GUESSES, (turn) => ({ email, headers: { "X-Forwarded-For": manyAddresses(turn) } }));
    judge(name, (await hashCount(app.deps.metrics)) - before, MOST_OF_STRANGERS, outcome);
    await signsIn(name);

    const ofKnown = await sendGuesses(app.server, GUESSES_OF_KNOWN, (turn) => {
      return { email, headers: { "X-Forwarded-For": manyAddresses(turn), Cookie: browsers[turn % browsers.length] ?? "" } };
    });
    // One more is the owner's sign-in.
    const all = (await hashCount(app.deps.metrics)) - before - 1;
    judge(`${name}, and ${KNOWN_BROWSERS} known browsers after them`, all, MOST_OF_STRANGERS + MOST_OF_KNOWN, ofKnown);
  });
}

/** Another address, another IP and another made-up browser each time, so that no counter refuses any. */
async function sprayWhileTheOwnerSignsIn(cost: string): Promise<void> {
  const settings = { BCRYPT_COST: cost, PASSWORD_HASH_SLOTS: "1", SIGN_IN_ATTEMPTS_PER_MINUTE: "1000000" };
  await withApp(settings, async (app) => {
    const { logIn } = await victimOf(app);
    const name = `${SPRAYERS} who spray passwords at a hash of cost ${cost}`;
    const sprayOf = (turn: number) => ({
      email: newEmail(),
      headers: { "X-Forwarded-For": manyAddresses(turn), Cookie: `gh_browser=${newBrowser()}` },
    });
    const until = AbortSignal.timeout(SPRAY_MS);
    const spray = sendGuesses(app.server, Infinity, sprayOf, { atOnce: SPRAYERS, until });
    // Until the flood stands in line.
    await sleep(1_000);
    const [statuses, waits]: [number[], number[]] = [[], []];
    while (!until.aborted) {
      const started = performance.now();
      statuses.push(await logIn());
      waits.push(Math.round(performance.now() - started));
      await sleep(100);
    }
    const { byStatus } = await spray;
    const good = statuses.filter((status) => status === 200).length;
    // Without a flood that is turned away, nothing was shown.
    const isKept = good > 0 && good === statuses.length && (byStatus[503] ?? 0) > 0;
    counts[isKept ? "passed" : "failed"] += 1;
    print(`${isKept ? "ok" : "FAILED"}: ${name}: ${byStatus[401] ?? 0} checked, ${byStatus[503] ?? 0} turned away`);
    const [middle, longest] = [waits.toSorted((a, b) => a - b)[waits.length >> 1], Math.max(...waits)];
    print(
      `    meanwhile ${good} of ${statuses.length} sign-ins of the owner on a known browser succeed, in ${middle} ms, ${longest} ms at most`,
    );
  });
}

/** What a guesser may put into a request to look like somebody else. */
function forgedHeaders(turn: number): Record<string, string> {
  const forged = manyAddresses(turn);
  return {
    "X-Forwarded-For": turn % 3 === 0 ? `${forged}, ${FRONT_ADDRESS}` : forged,
    Forwarded: `for="[${forged}]"`,
    "X-Real-IP": forged,
    "X-Client-IP": forged,
    "True-Client-IP": forged,
    "CF-Connecting-IP": forged,
  };
}

/** The free failures of one caller, and one more for each wait that has passed meanwhile: 1 s, 2 s, 4 s and so on. */
function mostOfOneCaller(free: number, seconds: number): number {
  return free + Math.ceil(Math.log2(seconds + 1));
}

async function guessThroughNginx(program: string): Promise<void> {
  // Only the API's own window of requests, which would refuse most of them before, is out of the way.
  await withApp({ TRUSTED_PROXIES: FRONT_ADDRESS, SIGN_IN_ATTEMPTS_PER_MINUTE: "1000000" }, async (app) => {
    const front = await startNginx(program, (app.server.address() as AddressInfo).port);
    try {
      for (const kind of ["replacing", "appending"] as const) {
        const { email, signsIn } = await victimOf(app);
        const name = `one client behind nginx that is ${kind} X-Forwarded-For`;
        const before = await hashCount(app.deps.metrics);
        const outcome = await sendGuesses(front[kind], GUESSES_BEHIND_NGINX, (turn) => ({ email, headers: forgedHeaders(turn) }));
        judge(`${name}, one account`, (await hashCount(app.deps.metrics)) - before, mostOfOneCaller(5, outcome.seconds), outcome);
        await signsIn(name);
      }
      const before = await hashCount(app.deps.metrics);
      const outcome = await sendGuesses(front.appending, 2 * GUESSES_BEHIND_NGINX, (turn) => ({
        email: newEmail(),
        headers: forgedHeaders(turn),
      }));
      const checks = (await hashCount(app.deps.metrics)) - before;
      judge("one client behind nginx, another account each time", checks, mostOfOneCaller(50, outcome.seconds), outcome);
    } finally {
      await front.stop();
    }
  });
}

await startServices();
try {
  await guessFromManyAddresses("many addresses, counted in the process", {});
  const redis = process.env.GATEHOUSE_TEST_REDIS;
  if (redis) await guessFromManyAddresses("many addresses, counted in Redis", { REDIS_URL: `${redis}/1` });
  else skip("many addresses, counted in Redis", "there is no Redis here");
  for (const cost of ["10", "12"]) await sprayWhileTheOwnerSignsIn(cost);
  const nginx = findNginx();
  if (nginx && process.platform === "linux") await guessThroughNginx(nginx);
  else skip("one client behind nginx", "there is no nginx here, or this is not Linux, which has a second loopback address");
  print(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
} finally {
  await globalThis.stopTestServices();
}

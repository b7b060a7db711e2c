import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext } from "playwright-core";
import { openVisitor, type VisitOptions, type Visitor } from "./browser.ts";
import { launchChromium, pictureFolder } from "./chromium.ts";
import { letIn, type Person } from "./people.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

/** What a journey has at hand. */
export type Guide = {
  world: World;
  /** A browser in which nobody is signed in. */
  visit(options?: VisitOptions): Promise<Visitor>;
  /** A browser in which this person has been signed in before; no page is open yet. */
  visitAs(person: Person, options?: VisitOptions): Promise<Visitor>;
};

const timeout = 90_000;

/**
 * Starts a world and a browser for the tests of one file and returns the way to declare a test. A test fails when any of its tabs
 * breaks the content security policy, throws, complains on the console or gets an answer that was not expected.
 */
export function journeys(
  settings: Record<string, string> = {},
  options: WorldOptions = {},
): (guarantee: string, run: (guide: Guide) => Promise<void>) => void {
  let started: { world: World; browser: Browser } | undefined;
  before(async () => {
    const [world, browser] = await Promise.all([startWorld(settings, options), launchChromium()]);
    started = { world, browser };
  });
  after(async () => {
    await started?.browser.close();
    await started?.world.close();
  });

  return (guarantee, run) => {
    void test(guarantee, { timeout }, async () => {
      assert.ok(started, "The world did not start.");
      await guideThrough(started, guarantee, run);
    });
  };
}

async function guideThrough(
  { world, browser }: { world: World; browser: Browser },
  guarantee: string,
  run: (guide: Guide) => Promise<void>,
): Promise<void> {
  const visitors: Visitor[] = [];
  const visit: Guide["visit"] = async (options) => {
    const visitor = await openVisitor(browser, world.origin, options);
    visitors.push(visitor);
    return visitor;
  };
  const visitAs: Guide["visitAs"] = async (person, options) => {
    const visitor = await visit(options);
    await letIn(world, visitor.context, person);
    return visitor;
  };
  try {
    await run({ world, visit, visitAs });
    assert.deepEqual(
      visitors.flatMap(({ faults }) => faults),
      [],
      "Something went wrong in a tab.",
    );
  } catch (error) {
    await keepPictures(visitors, guarantee);
    const faults = visitors.flatMap((visitor) => visitor.faults);
    if (faults.length > 0) console.error(`In the tabs of "${guarantee}":\n  ${faults.join("\n  ")}`);
    throw error;
  } finally {
    await Promise.all(visitors.map(({ context }) => closeProfile(context)));
  }
}

const closeMs = 5_000;

/**
 * Chromium may never say that it has closed a profile of which a tab is on its way to another page; the end of the browser
 * takes such a one along.
 */
async function closeProfile(context: BrowserContext): Promise<void> {
  const deadline = new AbortController();
  await Promise.race([context.close(), sleep(closeMs, undefined, { signal: deadline.signal, ref: false })]);
  deadline.abort();
}

/** Shows every tab as it was when the test failed. */
async function keepPictures(visitors: Visitor[], guarantee: string): Promise<void> {
  const folder = pictureFolder("e2e");
  const name = guarantee.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 80);
  const pages = visitors.flatMap(({ context }) => context.pages());
  await Promise.allSettled(pages.map((page, index) => page.screenshot({ path: join(folder, `${name}-${index + 1}.png`), timeout: 5_000 })));
}

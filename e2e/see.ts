import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";

const patienceMs = 15_000;

/** Waits until the tab is at this path, query included; waits for no load, because the console changes pages by itself. */
export async function seePath(page: Page, path: string): Promise<void> {
  const isThere = (url: URL): boolean => url.pathname + url.search === path;
  await page.waitForURL(isThere, { waitUntil: "commit", timeout: patienceMs }).catch(() => {
    const url = new URL(page.url());
    assert.equal(url.pathname + url.search, path);
  });
}

/** Waits until a page of the console with this heading is shown. */
export async function seePage(page: Page, heading: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
}

/** Waits until a form before sign-in, which is there before its scripts are, has come to life. */
export async function seeReady(page: Page): Promise<void> {
  await page.locator("html[data-ready]").waitFor({ state: "attached" });
}

/** Waits until this text can be seen; of several places one is enough. */
export async function seeText(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** Waits until this stands in a field. */
export async function seeTyped(page: Page, label: string, value: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  for (const since = Date.now(); (await field.inputValue()) !== value && Date.now() - since < patienceMs;) await sleep(50);
  assert.equal(await field.inputValue(), value);
}

/** What stands in a field. */
export async function typed(page: Page, label: string): Promise<string> {
  return page.getByLabel(label, { exact: true }).inputValue();
}

/** Waits until nothing moves but what never ends, for some frames: what opens begins to move a frame after it is there. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () => document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    for (let quietFrames = 0; quietFrames < 4; quietFrames += 1) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      if (ending().length === 0) continue;
      await Promise.allSettled(ending().map((animation) => animation.finished));
      quietFrames = 0;
    }
  });
}

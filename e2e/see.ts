import assert from "node:assert/strict";
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

/** Waits until this text can be seen; of several places one is enough. */
export async function seeText(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** What stands in a field. */
export async function typed(page: Page, label: string): Promise<string> {
  return page.getByLabel(label, { exact: true }).inputValue();
}

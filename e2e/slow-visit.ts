import type { Browser } from "playwright-core";

/** When a first visitor saw the page and could use it, in ms from the click that led there. */
export type Visit = { largestPaintMs: number; interactiveMs: number };

/** Opens the page as a first visitor does, with an empty cache, and waits until its form is the page's own. */
export async function visitOnce(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        document.documentElement.dataset["largestPaint"] = String(list.getEntries().at(-1)?.startTime);
      }).observe({ type: "largest-contentful-paint", buffered: true });
      new MutationObserver((_changes, ready) => {
        if (document.documentElement.dataset["ready"] === undefined) return;
        ready.disconnect();
        document.documentElement.dataset["interactive"] = String(performance.now());
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
    });
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => document.documentElement.dataset["interactive"] !== undefined);
    const [largestPaint, interactive] = await page.evaluate(() => {
      const { dataset } = document.documentElement;
      return [Number(dataset["largestPaint"]), Number(dataset["interactive"])] as const;
    });
    return { largestPaintMs: Math.round(largestPaint), interactiveMs: Math.round(interactive) };
  } finally {
    await context.close();
  }
}

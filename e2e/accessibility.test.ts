import assert from "node:assert/strict";
import axe from "axe-core";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePage, seePath, settle } from "./see.ts";
import { everyState } from "./every-state.ts";
import { enter } from "./states.ts";

const journey = journeys({}, { mailbox: true });
const wide = { width: 1280, height: 760 };
const phone = { width: 390, height: 844 };
const narrow = { width: 320, height: 640 };

for (const state of everyState) {
  journey(`axe finds nothing and nothing is cut off: ${state.name}`, async ({ world, visit, visitAs }) => {
    const person = await resident(world, "Ada Okafor");
    const options = { viewport: wide, reducedMotion: "reduce" } as const;
    const visitor = state.signedIn ? await visitAs(person, options) : await visit(options);
    await visitor.context.addInitScript({ content: axe.source });
    await enter(state, { world, visitor, person });
    const { page } = visitor;
    const findings: Record<string, string[]> = {};
    findings["light"] = await look(page);
    await page.emulateMedia({ colorScheme: "dark" });
    findings["dark"] = await look(page);
    await page.setViewportSize(phone);
    findings["phone"] = await look(page);
    await page.setViewportSize(narrow);
    findings["at 320 px"] = await findWider(page);
    assert.deepEqual(findings, { light: [], dark: [], phone: [], "at 320 px": [] });
  });
}

/** What axe finds, target sizes included, each with where it is. */
async function look(page: Page): Promise<string[]> {
  await settle(page);
  const options: RunOptions = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
  const { violations } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(given),
    options,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
}

/** Elements that make the page scroll sideways (WCAG 1.4.10), if it does. */
async function findWider(page: Page): Promise<string[]> {
  await settle(page);
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wider = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth} px wide`, ...wider.slice(0, 5).map((element) => element.outerHTML.slice(0, 160))];
  });
}

journey("somebody without a mouse signs in, gets about, and always sees where the focus is", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visit({ viewport: wide });
  await page.goto("/sign-in");
  await tabTo(page, "Email");
  await page.keyboard.type(ada.email);
  await tabTo(page, "Password");
  await page.keyboard.type(ada.password);
  await page.keyboard.press("Enter");
  await seePath(page, "/");
  await seePage(page, "Overview");

  await tabTo(page, "Skip to the page");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.reload();
  await seePage(page, "Overview");
  await tabTo(page, "Profile");
  await page.keyboard.press("Enter");
  await seePage(page, "Profile");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Profile", "The new page's heading has the focus.");
  await tabTo(page, "Name");

  await page.reload();
  await seePage(page, "Profile");
  await tabTo(page, /account$/i);
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Profile" }).waitFor();
  await page.keyboard.press("End");
  assert.match((await focused(page)).name, /^Everywhere/);
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "hidden" });
  assert.match((await focused(page)).name, /account$/i, "The menu's button has the focus again.");
});

/** Presses Tab until the focus is on what has this name; every stop on the way must show that it has the focus (WCAG 2.4.7). */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    assert.ok(stop.isMarked, `The focus cannot be seen on: ${stop.name}`);
    if (typeof name === "string" ? stop.name === name : name.test(stop.name)) return;
    stops.push(stop.name);
  }
  assert.fail(`Tab never came to ${name}. It stopped at: ${stops.join(", ")}`);
}

async function focused(page: Page): Promise<{ name: string; isMarked: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: "nothing", isMarked: true };
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    const outlined = [element, element.parentElement].some((candidate) => {
      const { outlineStyle, outlineWidth } = candidate ? getComputedStyle(candidate) : { outlineStyle: "none", outlineWidth: "0" };
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    const name = element.getAttribute("aria-label") ?? label ?? element.innerText;
    return { name: name.replaceAll(/\s+/g, " ").trim(), isMarked: outlined };
  });
}

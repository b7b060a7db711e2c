import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { projectRoot } from "../local/project.ts";
import { openVisitor, type Visitor } from "./browser.ts";
import { launchChromium, pictureFolder } from "./chromium.ts";
import { signIn } from "./forms.ts";
import { call, goodPassword, letIn, resident, signInByApi } from "./people.ts";
import { seePath, seeText, settle } from "./see.ts";
import { everyState } from "./every-state.ts";
import { enter, type State } from "./states.ts";
import { withWorld } from "./with-world.ts";
import type { World } from "./world.ts";

/** Pictures of every page in every state and look, or of those whose names begin as one of the arguments, for people to judge, and the one of the README. */
const looks: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1280, height: 760 } },
  dark: { viewport: { width: 1280, height: 760 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
};

async function picture(world: World, browser: Browser, state: State, look: string): Promise<void> {
  const person = await resident(world, "Mia Castellanos");
  await signInByApi(world, { ...person, password: "not what it is" }).catch(() => undefined);
  const { accessToken } = await signInByApi(world, person);
  await call(world, "PATCH /me", { accessToken, body: { name: "Mia J. Castellanos" } });
  const visitor = await openVisitor(browser, world.origin, { reducedMotion: "reduce", ...looks[look] });
  try {
    if (state.signedIn) {
      await letIn(world, visitor.context, person);
      await fetchFonts(visitor);
    }
    // What was done so far was done from all over, which is news to its owner.
    await world.database.query("delete from notices");
    await enter(state, { world, visitor, person });
    await settle(visitor.page);
    await visitor.page.screenshot({ path: join(pictureFolder("screenshots"), `${state.name}-${look}.png`) });
  } finally {
    await visitor.context.close();
  }
}

/** The console's fonts are optional: a page is only sure to have those that an earlier one has fetched. Needs somebody signed in. */
async function fetchFonts({ page }: Visitor): Promise<void> {
  await page.goto("/no/such/page");
  await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
}

/** What a newcomer sees first: the console of somebody of the story. */
async function pictureForReadme(world: World, browser: Browser): Promise<void> {
  await world.operate("seed");
  const visitor = await openVisitor(browser, world.origin, looks["light"]);
  const { page } = visitor;
  await page.goto("/sign-in");
  await signIn(page, { email: "ada@northwind.example", password: goodPassword });
  await seePath(page, "/");
  await fetchFonts(visitor);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/me/activity");
  await page
    .getByRole("button", { name: /^Details of/ })
    .nth(1)
    .click();
  await seeText(page, "Request id");
  await page.getByRole("heading", { level: 1 }).hover();
  const path = join(projectRoot, "docs", "screenshot.png");
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
  await visitor.context.close();
}

await withWorld(
  async (world) => {
    const browser = await launchChromium();
    const wanted = process.argv.slice(2);
    try {
      for (const state of everyState.filter(({ name }) => wanted.length === 0 || wanted.some((begin) => name.startsWith(begin)))) {
        for (const look of Object.keys(looks)) await picture(world, browser, state, look);
      }
      if (wanted.length === 0) await pictureForReadme(world, browser);
      console.log(`Pictures are in ${pictureFolder("screenshots")} and docs/screenshot.png.`);
    } finally {
      await browser.close();
    }
  },
  { mailbox: true },
);

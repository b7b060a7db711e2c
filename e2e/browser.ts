import type { Browser, BrowserContext, BrowserContextOptions, Page, Response } from "playwright-core";

/** One person's browser, with a profile of its own. Whatever goes wrong in any of its tabs is noted. */
export type Visitor = {
  context: BrowserContext;
  /** The first tab. */
  page: Page;
  newTab(): Promise<Page>;
  /** From now on this answer is no fault: a status, and the end of the path. */
  expect(status: number, path: string): void;
  /** From now on requests may get no answer at all: the network or the API is taken away on purpose. */
  expectNoAnswers(): void;
  /** Takes the network away once nothing is under way, so that what a page loads after it has come is there; no answer is a fault then. */
  goOffline(): Promise<void>;
  /** From now on this violation of the content security policy is provoked on purpose. */
  expectViolation(directive: string): void;
  /** What went wrong so far. */
  faults: string[];
};

/** The context's own (colour scheme, size), and whether this browser has never been asked about an organization. */
export interface VisitOptions extends BrowserContextOptions {
  isNewcomer?: boolean;
}

/** Opens a browser of somebody's own. Unless it is a newcomer's, it has said "not now" to an organization. */
export async function openVisitor(browser: Browser, origin: string, { isNewcomer, ...options }: VisitOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: origin, locale: "en-GB", timezoneId: "Europe/Berlin", ...options });
  context.setDefaultTimeout(15_000);
  const faults: string[] = [];
  const expected = new Set<string>();
  const provoked = new Set<string>();
  let answersMayFail = false;

  const blame = (fault: string): void => void faults.push(fault);
  await context.exposeBinding("noteViolation", (_source, directive: string, detail: string) => {
    if (!provoked.has(directive)) blame(`content security policy, ${directive}: ${detail}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const { noteViolation } = globalThis as unknown as { noteViolation: (directive: string, detail: string) => void };
      noteViolation(event.effectiveDirective, `${event.blockedURI} ${event.sample}`);
    });
  });
  if (!isNewcomer) {
    await context.addInitScript(() => {
      // A page without an origin has no storage.
      if (origin !== "null") localStorage.setItem("gh:no-organization", "1");
    });
  }
  context.on("weberror", (error) => blame(`uncaught: ${error.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error" && !repeats(message.text(), provoked.size > 0)) blame(`console: ${message.text()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400 && !isExpected(response, expected))
      blame(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page ends what it was asking for.
    if (why !== "net::ERR_ABORTED" && !answersMayFail) blame(`${why} ${request.url()}`);
  });

  const expectNoAnswers = (): void => {
    answersMayFail = true;
    expected.add("503 ");
    // The front says so of an answer that was under way.
    expected.add("502 ");
  };
  return {
    context,
    page: await context.newPage(),
    newTab: () => context.newPage(),
    expect: (status, path) => void expected.add(`${status} ${path}`),
    expectNoAnswers,
    goOffline: async () => {
      expectNoAnswers();
      // Something held back on purpose is waited for no longer than this.
      const idle = context.pages().map((page) => page.waitForLoadState("networkidle", { timeout: 5_000 }));
      await Promise.allSettled(idle);
      await context.setOffline(true);
    },
    expectViolation: (directive) => void provoked.add(directive),
    faults,
  };
}

/** Chromium says on its console again what is judged already: answers, and violations of the policy. */
function repeats(text: string, isProvoked: boolean): boolean {
  return text.startsWith("Failed to load resource:") || (isProvoked && /Content Security Policy|requires 'Trusted|Framing/.test(text));
}

function isExpected(response: Response, expected: Set<string>): boolean {
  const { pathname } = new URL(response.url());
  return [...expected].some((entry) => {
    const [status, path = ""] = entry.split(" ", 2);
    return status === String(response.status()) && pathname.endsWith(path);
  });
}

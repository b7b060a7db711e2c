import type { Route } from "playwright-core";
import type { AuthOptions } from "../client/src/api/types.ts";
import type { Visitor } from "./browser.ts";
import type { Person } from "./people.ts";
import type { World } from "./world.ts";

/** A page as it can be found, and how it gets there. */
export type State = {
  name: string;
  path: string;
  /** Whether somebody is signed in. */
  signedIn: boolean;
  /** Brings the page, just opened, into the state and waits until it is seen. Without it the page's heading is enough. */
  arrange?: (scene: Scene) => Promise<void>;
  /** Done before the page is opened. */
  prepare?: (scene: Scene) => Promise<void>;
};

export type Scene = { world: World; visitor: Visitor; person: Person };

/** Opens a page in a state. The visitor must be signed in where the state says so. */
export async function enter(state: State, scene: Scene): Promise<void> {
  await state.prepare?.(scene);
  await scene.visitor.page.goto(state.path);
  await scene.visitor.page.getByRole("heading", { level: 1 }).or(scene.visitor.page.getByText("Reconnecting…")).first().waitFor();
  await state.arrange?.(scene);
}

/** Answers that the server failed. */
export function fail(route: Route): Promise<void> {
  return refuse(500, "internal_error", "The server failed.")(route);
}

/** Answers with a refusal, of fields too if said. */
export function refuse(
  status: number,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
  errors: object[] = [],
): (route: Route) => Promise<void> {
  const problem = { type: "about:blank", title: detail, status, code, detail, errors, requestId: "01a1fbef-5744-7336-92d6-36fb8216134a" };
  return (route) => route.fulfill({ status, headers, contentType: "application/problem+json", body: JSON.stringify(problem) });
}

/** Never answers. */
export function holdForever(): Promise<void> {
  return Promise.resolve();
}

/** Answers with an empty page of a list. */
export function empty(route: Route): Promise<void> {
  return route.fulfill({ json: { items: [], nextCursor: null } });
}

/** Lets the instance be another kind of one, for this visitor's pages. */
export async function pretend({ page }: Visitor, changes: Partial<AuthOptions>): Promise<void> {
  await page.route("**/api/v1/auth/options", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as AuthOptions), ...changes } });
  });
}

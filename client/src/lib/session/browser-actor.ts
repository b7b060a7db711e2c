import { createActor } from "./actor.ts";
import { acting } from "./browser-acting.ts";

/** Acting for another person in this tab. */
export const actor = createActor({ acting, fetch: (url, init) => fetch(url, init), nowMs: () => performance.now() });

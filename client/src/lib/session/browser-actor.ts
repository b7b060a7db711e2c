import { browserActorPage, createActor } from "./actor.ts";
import { acting } from "./browser-acting.ts";
import { session } from "./browser-session.ts";

/** Acting for another person in this tab. */
export const actor = createActor({
  acting,
  own: session,
  fetch: (url, init) => fetch(url, init),
  nowMs: () => performance.now(),
  page: browserActorPage,
});

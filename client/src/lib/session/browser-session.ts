import { openAuthChannel } from "./auth-channel.ts";
import { rememberSignedIn } from "./hint.ts";
import { browserPage } from "./page-signals.ts";
import { createSession } from "./session.ts";

/** The session of this tab. */
export const session = createSession({
  fetch: (url, init) => fetch(url, init),
  locks: () => navigator.locks,
  openChannel: openAuthChannel,
  page: browserPage,
  nowMs: () => performance.now(),
  rememberSignedIn,
});

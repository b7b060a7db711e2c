import { createActing } from "./acting.ts";
import { session } from "./browser-session.ts";

/** Whom this tab shows, and by whose token it calls. */
export const acting = createActing(session);

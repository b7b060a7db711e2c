import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Outbox } from "../mail/index.ts";

/** How long a closed account can be opened again before it is deleted for good. */
export const UNDO_SECONDS = 14 * 86_400;

export type ReopenDeps = { db: Db; clock: Clock; outbox: Outbox; publicUrl: string };

import type { ComponentType } from "react";
import type { SessionInfo, User } from "../../api/types.ts";
import type { Session } from "./session.ts";
import { createStore } from "./snapshot.ts";

/**
 * Whether an administrator sees this tab as somebody else does. `over`: it has ended by itself, which has not been read yet. Who begins it
 * brings the banner that says so: nobody acts for another without seeing that they do.
 */
export type ActingSnapshot =
  | { state: "none"; Banner: null }
  | { state: "acting"; user: User; session: SessionInfo; reason: string; endsAtMs: number; Banner: ComponentType }
  | { state: "over"; user: Pick<User, "id" | "name">; Banner: ComponentType };

/** Whom one tab shows, and by whose token it calls. */
export type Acting = ReturnType<typeof createActing>;

/** The part that every page needs. What begins and ends it comes with the page that does: see `actor.ts`. */
export function createActing(own: Pick<Session, "bearer">) {
  const store = createStore<ActingSnapshot>({ state: "none", Banner: null });
  const acting = {
    ...store,
    /** The token of the person acted for, else the own one: see `Session.bearer`. */
    bearer: own.bearer,
    set(next: ActingSnapshot, theirs = own.bearer): void {
      acting.bearer = theirs;
      store.set(next);
    },
  };
  return acting;
}

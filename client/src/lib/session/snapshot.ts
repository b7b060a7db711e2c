import type { SessionInfo, Standing, User } from "../../api/types.ts";

/**
 * What is known about being signed in. `unknown` is not `out`: while nobody could be asked (at the start, offline, a busy
 * server) the last known person stays, and so does the page. Only the server's word leads to `out`.
 */
export type SessionSnapshot =
  | { state: "in"; user: User; session: SessionInfo; standing: Standing }
  | { state: "out"; why: SignedOutReason; user: null; session: null; standing: null }
  | { state: "unknown"; why: "starting" | "unreachable"; user: User | null; session: SessionInfo | null; standing: Standing | null };

/** `none`: there was no session here; `ended`: it ran out or was revoked; `signed-out`: the person asked for it. */
export type SignedOutReason = "none" | "ended" | "signed-out";

/** Thrown by calls that need a session when there is none. */
export class SignedOut extends Error {
  override readonly name = "SignedOut";
}

/** A value with listeners, in the shape `useSyncExternalStore` asks for. */
export interface Store<Value> {
  getSnapshot: () => Value;
  set: (value: Value) => void;
  subscribe: (listener: () => void) => () => void;
}

/** Makes a store; listeners are told after every change, synchronously. */
export function createStore<Value>(initial: Value): Store<Value> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => current,
    set: (value) => {
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

import { useSyncExternalStore } from "react";
import { session } from "./browser-session.ts";
import type { SessionSnapshot } from "./snapshot.ts";

/** Who is signed in, kept up to date. */
export function useSession(): SessionSnapshot {
  return useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
}

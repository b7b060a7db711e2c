import { useSyncExternalStore } from "react";
import type { ActingSnapshot } from "./acting.ts";
import { acting } from "./browser-acting.ts";

/** For whom this tab acts, kept up to date. */
export function useActing(): ActingSnapshot {
  return useSyncExternalStore(acting.subscribe, acting.getSnapshot);
}

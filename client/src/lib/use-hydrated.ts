import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False while the page is as it was prerendered, true from the first update in the browser. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
